#include "training/recipes/text_generation/initial_weights.hpp"

#include <stdexcept>

#include "experiments/text_generation/pipeline/pipeline.hpp"
#include "training/files/sha256.hpp"
#include "training/publish/published.hpp"

namespace mllab::recipes {

std::vector<std::int64_t> InitialWeights::rows(const text_generation::Alphabet& alphabet) const {
    const auto theirs = text_generation::Parameters::from(publish::page_card(card)).alphabet;
    std::vector<std::int64_t> rows;
    for (const std::string& character : alphabet.characters())
        rows.push_back(static_cast<std::int64_t>(theirs.find(character).value_or(theirs.replacement())));
    return rows;
}

std::vector<report::DataFacts> InitialWeights::data() const {
    std::vector<report::DataFacts> learned = card.data;
    for (report::DataFacts& facts : learned)
        std::erase_if(facts.samples, [](const auto& entry) { return entry.first != "train"; });
    return learned;
}

InitialWeights read_initial_weights(const std::string& id, const std::filesystem::path& models) {
    report::Card card = report::read_card(models / (id + ".json"));
    const auto path = models / card.file.name;
    if (files::sha256_hex_of_file(path) != card.file.sha256)
        throw std::runtime_error(path.string() + " is not the file that its card describes");
    return {.card = std::move(card), .weights = onnx_writer::read_weights(path)};
}

}  // namespace mllab::recipes
