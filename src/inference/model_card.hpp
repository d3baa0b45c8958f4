// models/<id>.json: what a model is, how it was made and how good it is. Written by the trainer, read by the pipeline
// (parameters), by Session (bytes and hash) and by the page (everything). docs/model-card.md describes every field.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::inference {

class CardError : public std::runtime_error {
 public:
    using std::runtime_error::runtime_error;
};

// The part of a card that C++ in the page needs. The trainer writes the whole card from its own report.
struct ModelCard {
    std::string id;
    std::string name;
    std::string file_name;
    std::int64_t file_bytes = 0;
    std::string file_sha256;
    std::int64_t parameters = 0;
    std::vector<std::string> labels;
    std::map<std::string, double> preprocessing;  // "size_px", "ink_box_px", "pen_width_px" …
    std::map<std::string, double> decision;       // "temperature", "no_answer_above" …

    // Throws CardError naming the field that is missing or wrong; never reads outside `json`.
    [[nodiscard]] static ModelCard parse(std::string_view json);
    // Values of the two maps; throws CardError if there is none.
    [[nodiscard]] double preprocessing_value(const std::string& key) const;
    [[nodiscard]] double decision_value(const std::string& key) const;
};

}  // namespace mllab::inference
