// A model card, as the page reads it and as the trainer does, and the stored answers beside it.
#include "training/report/card.hpp"
#include "fuzz/survives.hpp"
#include "inference/model_card.hpp"
#include "inference/stored_answers.hpp"

using namespace mllab;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string_view text = testing::letters(bytes, size);
    testing::survives<inference::CardError>([&] { (void)inference::ModelCard::parse(text); });
    inference::ModelCard card;
    card.file_sha256 = "0";
    card.labels = {"one", "two"};
    (void)inference::stored_answers_of(text, card);
    return testing::survives<report::CardError>([&] { (void)report::Card::from_json(text); });
}
