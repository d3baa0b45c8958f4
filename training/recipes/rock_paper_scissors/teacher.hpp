// Learning from what a published model says to the same pictures, and from what it sees in them.
#pragma once

#include <memory>

#include "image/planes.hpp"
#include "training/fit/classifier.hpp"
#include "training/publish/teacher.hpp"
#include "training/recipes/rock_paper_scissors/gesture_network.hpp"

namespace mllab::recipes {

// A loss of three parts. The labels' cross-entropy; distillation (Hinton, Vinyals, Dean 2015): the cross-entropy to the
// teacher's softened answers, scaled by the temperature's square so that gradients stay as large; hints (Romero et al.
// 2015): a pointwise convolution of the pupil's last maps, which learns with it and is in no file, shall point where
// the teacher's last maps do, at each place (one minus the cosine).
//
// The teacher sees the same pictures, resized to its side and normalised as its card says. Adds the convolution to
// `pupil`, which must outlive the loss; `normalisation` is that of its inputs. The loss throws inference::ModelError.
[[nodiscard]] fit::Loss taught_by(const std::shared_ptr<const publish::Teacher>& teacher, GestureNetwork& pupil,
                                  const image::Normalisation& normalisation);

}  // namespace mllab::recipes
