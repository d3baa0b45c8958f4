// Tables as comma-separated values (RFC 4180) that spreadsheets open as they are meant.
#pragma once

#include <span>
#include <string>

namespace mllab::viewfinder {

class Csv {
 public:
    // A row. What a spreadsheet would take for a formula gets an apostrophe: names of files are anybody's.
    void add(std::span<const std::string> cells);
    // With a byte-order mark, without which some take UTF-8 for something else.
    [[nodiscard]] std::string text() const { return "\xEF\xBB\xBF" + rows_; }

 private:
    std::string rows_;
};

}  // namespace mllab::viewfinder
