// Labelled photos of ImageNet's 1000 classes to measure imported networks on: a folder of JPEGs and a table of their
// classes.
#pragma once

#include "training/datasets/data_folder.hpp"
#include "training/recipes/image_classification/evaluation/answers.hpp"

namespace mllab::classification_evaluation {

// "imagenet_samples/labels.tsv" (file, class 0..999 in sorted WordNet order, name; a line each) and the photos
// beside it. Throws files::FileError that says what is missing, or which line is none; photos are
// opened when they are asked for.
[[nodiscard]] LabelledPictures imagenet_photos(const datasets::Places& places);

}  // namespace mllab::classification_evaluation
