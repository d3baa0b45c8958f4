// Archives for tests, made in memory.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <stdexcept>

#include "support/tiny_imagenet.hpp"

namespace mllab::testing {

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

}  // namespace mllab::testing
