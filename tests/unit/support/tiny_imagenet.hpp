// Tiny ImageNet's layout with made-up classes: 200 numbers and names, a few pictures of each, as a list of files.
#pragma once

#include <filesystem>
#include <format>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::testing {

using Members = std::vector<std::pair<std::string, files::Bytes>>;

inline files::Bytes bytes(std::string_view text) { return {text.begin(), text.end()}; }

// Sorted: n00000000 … n00000199.
inline std::string wnid(int number) { return std::format("n{:08}", number); }

inline const std::string top = "tiny-imagenet-200/";

// wnids.txt, in another order than sorted, and words.txt, with more classes than there are.
inline Members lists() {
    std::string wnids;
    std::string words = "n99999999\tsomething else\n";
    for (int i = 199; i >= 0; --i) wnids += wnid(i) + "\n";
    for (int i = 0; i < 200; ++i) words += std::format("{}\tthing {}, res {}\n", wnid(i), i, i);
    return {{top + "wnids.txt", bytes(wnids)}, {top + "words.txt", bytes(words)}};
}

// `per_class` pictures of each class, numbered in sevens; what is in a file `content` says, else its name.
using Content = std::function<files::Bytes(int, const std::string&)>;  // class, name
inline files::Bytes its_name(int, const std::string& name) { return bytes(name); }
inline Members training_part(int per_class, const Content& content = its_name) {
    Members members;
    for (int i = 0; i < 200; ++i) {
        members.emplace_back(std::format("{}train/{}/{}_boxes.txt", top, wnid(i), wnid(i)), bytes("boxes"));
        for (int k = per_class - 1; k >= 0; --k) {
            const std::string name = std::format("{}_{}.JPEG", wnid(i), k * 7);
            members.emplace_back(std::format("{}train/{}/images/{}", top, wnid(i), name), content(i, name));
        }
    }
    return members;
}

// Picture i shows class 13 i mod 200.
inline Members validation_part(int count, const Content& content = its_name) {
    Members members;
    std::string annotations;
    for (int i = 0; i < count; ++i) {
        const std::string name = std::format("val_{}.JPEG", i);
        annotations += std::format("{}\t{}\t0\t32\t44\t62\n", name, wnid(i * 13 % 200));
        members.emplace_back(top + "val/images/" + name, content(i * 13 % 200, name));
    }
    members.emplace_back(top + "val/val_annotations.txt", bytes(annotations));
    return members;
}

inline Members joined(Members first, const Members& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

// As files, without the folder that all of them lie in if `inside`.
inline void write_all(const std::filesystem::path& folder, const Members& members, bool inside = false) {
    for (const auto& [name, content] : members) {
        const std::filesystem::path file = folder / (inside ? name.substr(top.size()) : name);
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary)
            .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    }
}

}  // namespace mllab::testing
