// The bytes of the embedded faces: Inter, cut at build time by embed_faces.py (SIL Open Font License 1.1).
#pragma once

#include <span>

namespace mllab::ui {

[[nodiscard]] std::span<const unsigned char> regular_face();
[[nodiscard]] std::span<const unsigned char> semibold_face();
[[nodiscard]] std::span<const unsigned char> display_face();  // figures only, for the large answer

}  // namespace mllab::ui
