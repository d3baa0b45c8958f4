#include "training/recipes/digits/ink_evaluation/reading.hpp"

#include <memory>
#include <utility>

#include "experiments/digits/pipeline/ink_search.hpp"
#include "experiments/digits/pipeline/picture_reading.hpp"
#include "training/evaluation/asking.hpp"
#include "training/recipes/digits/ink_evaluation/asked.hpp"
#include "training/recipes/digits/ink_evaluation/kinds.hpp"

namespace mllab::ink_evaluation {

std::vector<KindResult> read_kinds(const Readers& readers, const std::vector<datasets::PenDigit>& digits,
                                   std::size_t count) {
    std::vector<KindResult> results;
    for (const std::string& kind : kinds()) {
        KindResult result;
        result.kind = kind;
        for (std::size_t i = 0; i < count && !digits.empty(); ++i) {
            // A step that has no factor in common with the ten digits: all of them come up.
            const Picture one = picture_of(kind, digits[i * 37 % digits.size()], i);
            digits::InkSearch search(std::make_shared<const image::GrayImage>(image::grayscale(one.picture)),
                                     readers.ink_parameters);
            while (search.next()) search.take(ink_map(readers.ink, search.next()->pixels).pixels);
            const digits::PictureInk found = search.result();
            const auto logits =
                evaluation::logits_of(readers.digits, digits::inputs_of(found, readers.digit_parameters));
            const digits::Answer answer = digits::read(found, logits, readers.digit_parameters).answer;
            ++result.pictures;
            result.right += answer.digit == one.label ? 1 : 0;
            result.unanswered += answer.digit ? 0 : 1;
        }
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace mllab::ink_evaluation
