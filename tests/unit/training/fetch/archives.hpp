// Archives for tests, made in memory: .zip, .tar and the .Z of Unix' `compress`.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "training/files/files.hpp"

namespace mllab::testing {

inline files::Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

enum class Form { zip, tar, compress };

inline files::Bytes written_archive(Form form, const std::vector<std::pair<std::string, files::Bytes>>& members) {
    files::Bytes out(1 << 22);
    std::size_t used = 0;
    archive* a = archive_write_new();
    if (form == Form::zip) {
        archive_write_set_format_zip(a);
    } else if (form == Form::tar) {
        archive_write_set_format_ustar(a);
    } else {
        archive_write_add_filter_compress(a);
        archive_write_set_format_raw(a);
    }
    if (archive_write_open_memory(a, out.data(), out.size(), &used) != ARCHIVE_OK)
        throw std::runtime_error("the test's archive cannot be made");
    for (const auto& [name, bytes] : members) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(bytes.size()));
        // "name -> target" is a link, "name/" a folder.
        const std::size_t arrow = name.find(" -> ");
        archive_entry_set_filetype(entry, name.ends_with('/') ? AE_IFDIR : AE_IFREG);
        if (arrow != std::string::npos) {
            archive_entry_set_pathname(entry, name.substr(0, arrow).c_str());
            archive_entry_set_filetype(entry, AE_IFLNK);
            archive_entry_set_symlink(entry, name.substr(arrow + 4).c_str());
        }
        archive_entry_set_perm(entry, 0644);
        archive_write_header(a, entry);
        archive_write_data(a, bytes.data(), bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(a);
    archive_write_free(a);
    out.resize(used);
    return out;
}

inline files::Bytes zip_of(const std::vector<std::pair<std::string, files::Bytes>>& members) {
    return written_archive(Form::zip, members);
}
inline files::Bytes tar_of(const std::vector<std::pair<std::string, files::Bytes>>& members) {
    return written_archive(Form::tar, members);
}
inline files::Bytes compressed(const files::Bytes& bytes) { return written_archive(Form::compress, {{"x", bytes}}); }

}  // namespace mllab::testing
