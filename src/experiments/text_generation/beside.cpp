// The module that writes texts in the worker, beside the model.
#include "experiments/text_generation/pipeline/writing_program.hpp"
#include "inference/web/companion_host.hpp"

int main() { mllab::inference::serve(mllab::text_generation::writing_program()); }
