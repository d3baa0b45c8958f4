// A model card, as the page reads it and as the trainer does.
#include "training/report/card.hpp"
#include "fuzz/survives.hpp"
#include "inference/model_card.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = testing::letters(bytes, size);
    testing::survives<inference::CardError>([&] { (void)inference::ModelCard::parse(text); });
    return testing::survives<report::CardError>([&] { (void)report::Card::from_json(text); });
}
