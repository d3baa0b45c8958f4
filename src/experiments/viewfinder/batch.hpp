// Several pictures at once: asked for one after the other, looked at by a model beside whatever else is on, and what
// was found in each as a sheet that can be sorted and saved. Holds one picture in memory, whatever their number.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "experiments/common/action_table.hpp"
#include "platform/platform.hpp"

namespace mllab::viewfinder {

// What a sheet says of a picture in one of its columns; `number` is what columns of numbers are sorted and saved by.
struct Cell {
    std::string text{};
    double number = 0;
};

class Batch {
 public:
    struct Settings {
        std::vector<platform::Sheet::Column> columns{};  // beside the pictures' names; none: no sheets here
        std::string file_name{};                         // of a saved sheet: "classes.csv"
    };
    struct Waiting {
        std::size_t number = 0;
        std::shared_ptr<const image::RgbaImage> picture;
    };

    Batch(platform::Host& host, Settings settings);

    [[nodiscard]] bool offered() const { return !settings_.columns.empty(); }
    // As platform::Stage says: what the visitor chose, and what comes of it.
    void begin(std::vector<std::string> names, std::size_t left_out);
    void arrived(std::size_t number, image::RgbaImage picture);
    void refused(std::size_t number, const std::string& sentence);
    // "sheet-stop", "sheet-go-on", "sheet-save", "sheet-close", "sheet-sort" (by which column) and "sheet-show" (which
    // picture). True if the command was one of them.
    bool command(const platform::Command& command);

    // The picture that is to be looked at now, once; the next one is on its way meanwhile. Whoever takes it answers.
    [[nodiscard]] std::optional<Waiting> take();
    [[nodiscard]] bool has_picture() const { return here_.has_value(); }
    void answer(std::size_t number, std::vector<Cell> cells);
    void fail(std::size_t number, const std::string& sentence);
    void ask_again(std::size_t number);  // it was taken, and there will be no answer
    // All that could be read is looked at anew, by somebody else.
    void start_over();

    // The sheet and what can be done with it. `reader`: who answers.
    void add_to(platform::PageState& page, const std::string& reader) const;

 private:
    struct Row {
        enum class State : std::uint8_t { waiting, asked, done, failed };
        std::string name;
        State state = State::waiting;
        std::vector<Cell> cells{};
        std::string failure{};
    };

    [[nodiscard]] static experiments::ActionTable<Batch> table();
    [[nodiscard]] std::size_t count(Row::State state) const;
    [[nodiscard]] bool busy() const { return !stopped_ && unfinished(); }
    [[nodiscard]] bool unfinished() const { return count(Row::State::waiting) + count(Row::State::asked) > 0; }
    [[nodiscard]] bool comes_before(const Row& a, const Row& b) const;
    [[nodiscard]] std::vector<std::size_t> order() const;
    [[nodiscard]] std::string words() const;
    [[nodiscard]] std::string csv() const;
    void fetch_next();
    void sort_by(const std::string& column);
    void close();

    platform::Host& host_;
    Settings settings_;
    std::vector<Row> rows_;
    std::size_t left_out_ = 0;
    bool stopped_ = false;
    std::optional<std::size_t> on_its_way_;
    std::optional<Waiting> here_;
    std::size_t sorted_ = 0;  // by which column, from 1 on; that of the names is the first. 0: as they were chosen
    bool descending_ = false;
};

}  // namespace mllab::viewfinder
