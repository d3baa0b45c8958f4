// Tiny ImageNet's layout with made-up classes: 200 numbers and names, a few pictures of each, as a list of files.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <filesystem>
#include <format>
#include <fstream>
#include <stdexcept>
#include <string>
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

// `per_class` pictures of each class; each file's bytes are its name.
inline Members training_part(int per_class) {
    Members members;
    for (int i = 0; i < 200; ++i) {
        members.emplace_back(std::format("{}train/{}/{}_boxes.txt", top, wnid(i), wnid(i)), bytes("boxes"));
        for (int k = per_class - 1; k >= 0; --k) {
            const std::string name = std::format("{}_{}.JPEG", wnid(i), k * 7);
            members.emplace_back(std::format("{}train/{}/images/{}", top, wnid(i), name), bytes(name));
        }
    }
    return members;
}

inline Members validation_part(int count) {
    Members members;
    std::string annotations;
    for (int i = 0; i < count; ++i) {
        const std::string name = std::format("val_{}.JPEG", i);
        annotations += std::format("{}\t{}\t0\t32\t44\t62\n", name, wnid(i * 13 % 200));
        members.emplace_back(top + "val/images/" + name, bytes(name));
    }
    members.emplace_back(top + "val/val_annotations.txt", bytes(annotations));
    return members;
}

inline Members joined(Members first, const Members& second) {
    first.insert(first.end(), second.begin(), second.end());
    return first;
}

enum class Packed { tar_gz, zip };

inline files::Bytes archive_of(const Members& members, Packed how) {
    files::Bytes out(std::size_t{1} << 24);
    std::size_t used = 0;
    archive* a = archive_write_new();
    if (how == Packed::zip) {
        archive_write_set_format_zip(a);
    } else {
        archive_write_add_filter_gzip(a);
        archive_write_set_format_ustar(a);
    }
    if (archive_write_open_memory(a, out.data(), out.size(), &used) != ARCHIVE_OK)
        throw std::runtime_error("the test's archive cannot be made");
    for (const auto& [name, content] : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(a, entry);
        archive_write_data(a, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    out.resize(used);
    return out;
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
