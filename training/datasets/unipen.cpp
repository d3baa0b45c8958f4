#include "training/datasets/unipen.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <format>
#include <optional>
#include <span>
#include <system_error>

namespace mllab::datasets {

namespace {

constexpr std::size_t limit_bytes = std::size_t{256} << 20;
constexpr int largest_coordinate = 100'000;
constexpr int largest_writer = 1'000'000;

std::string_view next_word(std::string_view& line) {
    constexpr std::string_view blanks = " \t";
    line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
    const std::string_view word = line.substr(0, line.find_first_of(blanks));
    line.remove_prefix(word.size());
    return word;
}

std::optional<int> whole_number(std::string_view word) {
    int value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    if (error != std::errc() || end != word.data() + word.size()) return std::nullopt;
    return value;
}

class Parser {
 public:
    Parser(std::string_view text, std::string name) : text_(text), name_(std::move(name)) {}

    std::vector<PenDigit> parse() {
        while (!text_.empty()) {
            ++line_number_;
            const std::size_t end = std::min(text_.find('\n'), text_.size());
            std::string_view line = text_.substr(0, end);
            text_.remove_prefix(std::min(end + 1, text_.size()));
            if (line.ends_with('\r')) line.remove_suffix(1);
            std::string_view rest = line;
            const std::string_view word = next_word(rest);
            if (word.empty()) continue;
            if (word.starts_with('.'))
                keyword(word, rest);
            else
                coordinates(word, rest);
        }
        if (pen_down_) refuse("the file ends in the middle of a stroke");
        finish_digit();
        if (digits_.empty()) refuse("there is no digit (.SEGMENT DIGIT) in this file");
        return std::move(digits_);
    }

 private:
    [[noreturn]] void refuse(std::string_view what) const {
        throw FileError(std::format("{}: line {}: {}", name_, line_number_, what));
    }

    void keyword(std::string_view word, std::string_view rest) {
        if (word == ".SEGMENT") {
            segment(rest);
        } else if (word == ".COMMENT") {
            comment(rest);
        } else if (word == ".PEN_DOWN") {
            if (digits_.empty()) refuse("the pen goes down before the first digit");
            if (pen_down_) refuse("the pen goes down twice");
            pen_down_ = true;
            digits_.back().strokes.emplace_back();
        } else if (word == ".PEN_UP") {
            if (!pen_down_) refuse("the pen goes up without having been down");
            if (digits_.back().strokes.back().empty()) refuse("a stroke without any point");
            pen_down_ = false;
        }
    }

    // .SEGMENT DIGIT <range> <quality> "<label>"
    void segment(std::string_view rest) {
        if (pen_down_) refuse("a digit begins in the middle of a stroke");
        finish_digit();
        if (next_word(rest) != "DIGIT") refuse("a segment that is not a DIGIT");
        next_word(rest);
        next_word(rest);
        const std::string_view label = next_word(rest);
        if (label.size() != 3 || label.front() != '"' || label.back() != '"' || label[1] < '0' || label[1] > '9')
            refuse("a digit needs a label from \"0\" to \"9\"");
        PenDigit digit;
        digit.label = static_cast<std::uint8_t>(label[1] - '0');
        digits_.push_back(std::move(digit));
    }

    // .COMMENT <label> <writer> <number of this digit by this writer>; the first comment after .SEGMENT
    void comment(std::string_view rest) {
        if (digits_.empty() || digits_.back().writer != 0) return;
        const auto label = whole_number(next_word(rest));
        const auto writer = whole_number(next_word(rest));
        if (!label || !writer || *writer < 1 || *writer > largest_writer)
            refuse("this comment should give the digit's label and its writer's number");
        if (*label != digits_.back().label) refuse("the comment gives another label than the segment");
        digits_.back().writer = *writer;
    }

    void coordinates(std::string_view first, std::string_view rest) {
        const auto x = whole_number(first);
        const auto y = whole_number(next_word(rest));
        if (!x || !y || !next_word(rest).empty()) refuse("two whole numbers are expected here");
        if (!pen_down_) refuse("coordinates while the pen is not down");
        if (std::abs(static_cast<double>(*x)) > largest_coordinate ||
            std::abs(static_cast<double>(*y)) > largest_coordinate)
            refuse("a coordinate is far outside of the tablet");
        digits_.back().strokes.back().push_back({static_cast<float>(*x), pen_box - static_cast<float>(*y), 0});
    }

    void finish_digit() const {
        if (digits_.empty()) return;
        if (digits_.back().strokes.empty()) refuse("the digit before this line has no ink");
        if (digits_.back().writer == 0) refuse("the digit before this line does not name its writer");
    }

    std::string_view text_;
    std::string name_;
    std::size_t line_number_ = 0;
    bool pen_down_ = false;
    std::vector<PenDigit> digits_;
};

}  // namespace

std::vector<PenDigit> parse_unipen(std::string_view text, const std::string& name) {
    return Parser(text, name).parse();
}

std::vector<PenDigit> read_unipen(const std::filesystem::path& path) {
    const files::Bytes bytes = files::read_unpacked(path, limit_bytes);
    return parse_unipen({reinterpret_cast<const char*>(bytes.data()), bytes.size()}, path.string());
}

std::vector<PenDigit> read_pendigits(const std::filesystem::path& data_folder) {
    const std::filesystem::path plain = data_folder / "pendigits" / "pendigits-orig.tra";
    std::filesystem::path packed = plain;
    packed += ".gz";
    return read_unipen(std::filesystem::exists(packed) && !std::filesystem::exists(plain) ? packed : plain);
}

std::string unipen_text(const std::vector<PenDigit>& digits) {
    std::string text = ".LEXICON \"0\" \"1\" \"2\" \"3\" \"4\" \"5\" \"6\" \"7\" \"8\" \"9\"\n.HIERARCHY      DIGIT\n";
    for (std::size_t i = 0; i < digits.size(); ++i) {
        const PenDigit& digit = digits[i];
        text += std::format("\n.SEGMENT DIGIT {:4} ? \"{}\"\n.COMMENT {} {} {:4}\n", i, digit.label, digit.label,
                            digit.writer, i);
        for (const ink::Stroke& stroke : digit.strokes) {
            text += ".PEN_DOWN\n";
            for (const ink::Point& p : stroke)
                text += std::format(" {:3}  {:3}\n", std::lround(p.x), std::lround(pen_box - p.y));
            text += ".PEN_UP\n.DT 100\n";
        }
    }
    return text;
}

}  // namespace mllab::datasets
