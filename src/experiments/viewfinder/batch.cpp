#include "experiments/viewfinder/batch.hpp"

#include <algorithm>
#include <array>
#include <compare>
#include <numeric>
#include <utility>

#include "core/text.hpp"
#include "experiments/common/commands.hpp"
#include "experiments/viewfinder/csv.hpp"

namespace mllab::viewfinder {

namespace {

std::string pictures(std::size_t count) { return core::joined(count, count == 1 ? " picture" : " pictures"); }

// Letters of ASCII without their case; everything else by its bytes, which is UTF-8's order.
std::string folded(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

}  // namespace

Batch::Batch(platform::Host& host, Settings settings) : host_(host), settings_(std::move(settings)) {}

void Batch::begin(std::vector<std::string> names, std::size_t left_out) {
    if (!offered()) return;
    rows_.clear();
    for (std::string& name : names) rows_.push_back({.name = std::move(name)});
    left_out_ = left_out;
    stopped_ = false;
    on_its_way_.reset();
    here_.reset();
    sorted_ = 0;
    descending_ = false;
    fetch_next();
}

void Batch::fetch_next() {
    if (stopped_ || on_its_way_ || here_) return;
    const auto next = std::ranges::find(rows_, Row::State::waiting, &Row::state);
    if (next == rows_.end()) return;
    on_its_way_ = static_cast<std::size_t>(next - rows_.begin());
    host_.perform(platform::TakePicture{.number = *on_its_way_, .show = false});
}

void Batch::arrived(std::size_t number, image::RgbaImage picture) {
    if (on_its_way_ != number) return;
    on_its_way_.reset();
    here_ = Waiting{.number = number, .picture = std::make_shared<const image::RgbaImage>(std::move(picture))};
}

void Batch::refused(std::size_t number, const std::string& sentence) {
    if (on_its_way_ != number) return;
    on_its_way_.reset();
    fail(number, sentence);
}

std::optional<Batch::Waiting> Batch::take() {
    if (stopped_ || !here_) return std::nullopt;
    auto taken = std::exchange(here_, std::nullopt);
    rows_[taken->number].state = Row::State::asked;
    fetch_next();
    return taken;
}

void Batch::answer(std::size_t number, std::vector<Cell> cells) {
    if (number >= rows_.size() || rows_[number].state != Row::State::asked) return;
    cells.resize(settings_.columns.size());
    rows_[number].cells = std::move(cells);
    rows_[number].state = Row::State::done;
    fetch_next();
}

void Batch::fail(std::size_t number, const std::string& sentence) {
    if (number >= rows_.size()) return;
    rows_[number].failure = sentence;
    rows_[number].state = Row::State::failed;
    fetch_next();
}

void Batch::ask_again(std::size_t number) {
    if (number >= rows_.size() || rows_[number].state != Row::State::asked) return;
    rows_[number].state = Row::State::waiting;
    fetch_next();
}

void Batch::start_over() {
    for (Row& row : rows_)
        if (row.state != Row::State::failed) row = {.name = std::move(row.name)};
    stopped_ = false;
    fetch_next();
}

void Batch::sort_by(const std::string& column) {
    const auto found = std::ranges::find(settings_.columns, column, &platform::Sheet::Column::id);
    if (found == settings_.columns.end() && column != "name") return;
    const std::size_t place = column == "name" ? 1 : static_cast<std::size_t>(found - settings_.columns.begin()) + 2;
    // Of numbers the largest are asked for.
    descending_ = place == sorted_ ? !descending_ : place > 1 && found->number;
    sorted_ = place;
}

void Batch::close() {
    rows_.clear();
    on_its_way_.reset();
    here_.reset();
    host_.perform(platform::ForgetPictures{});
}

std::size_t Batch::count(Row::State state) const {
    return static_cast<std::size_t>(std::ranges::count(rows_, state, &Row::state));
}

bool Batch::comes_before(const Row& a, const Row& b) const {
    if (sorted_ == 1) {
        const auto names = folded(a.name) <=> folded(b.name);
        return descending_ ? names > 0 : names < 0;
    }
    // What has no cells comes last, either way.
    const auto rank = [](const Row& row) {
        return row.state == Row::State::done ? 0 : row.state == Row::State::failed ? 2 : 1;
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    if (rank(a) != 0) return false;
    const Cell& first = a.cells[sorted_ - 2];
    const Cell& second = b.cells[sorted_ - 2];
    if (settings_.columns[sorted_ - 2].number)
        return descending_ ? first.number > second.number : first.number < second.number;
    const auto texts = folded(first.text) <=> folded(second.text);
    return descending_ ? texts > 0 : texts < 0;
}

std::vector<std::size_t> Batch::order() const {
    std::vector<std::size_t> numbers(rows_.size());
    std::iota(numbers.begin(), numbers.end(), std::size_t{0});
    if (sorted_ > 0)
        std::ranges::stable_sort(numbers,
                                 [&](std::size_t a, std::size_t b) { return comes_before(rows_[a], rows_[b]); });
    return numbers;
}

std::string Batch::words() const {
    const std::size_t failed = count(Row::State::failed);
    const std::size_t finished = count(Row::State::done) + failed;
    std::string text;
    if (busy())
        text = core::joined(finished, " of ", pictures(rows_.size()), " looked at.");
    else if (unfinished())
        text = core::joined("Stopped after ", finished, " of ", pictures(rows_.size()), ".");
    else
        text = core::joined("Done: ", pictures(rows_.size()), ".");
    if (failed > 0) text += core::joined(" ", failed, " could not be looked at; the rows say why.");
    if (left_out_ > 0)
        text += core::joined(" Only the first ", rows_.size(), " are taken at once; ", left_out_, " were left out.");
    return text;
}

std::string Batch::csv() const {
    Csv csv;
    std::vector<std::string> head{"file"};
    for (const auto& column : settings_.columns) head.push_back(column.label);
    head.emplace_back("note");
    csv.add(head);
    for (const std::size_t number : order()) {
        const Row& row = rows_[number];
        std::vector<std::string> line{row.name};
        for (std::size_t i = 0; i < settings_.columns.size(); ++i) {
            if (row.state != Row::State::done)
                line.emplace_back();
            else
                line.push_back(settings_.columns[i].number ? core::decimals(row.cells[i].number, 4)
                                                           : row.cells[i].text);
        }
        line.push_back(row.state == Row::State::failed ? row.failure
                       : row.state == Row::State::done ? ""
                                                       : "not looked at");
        csv.add(line);
    }
    return csv.text();
}

bool Batch::command(const platform::Command& command) { return experiments::perform(table(), *this, command); }

experiments::ActionTable<Batch> Batch::table() {
    using platform::Action;
    using platform::Command;
    constexpr auto is_open = [](const Batch& b) { return !b.rows_.empty(); };
    static const auto rows =
        std::to_array<experiments::ActionRow<Batch>>(
            {
                // These two are the shell's: it has the browser's dialogues.
                {.action = {.verb = "open-pictures", .label = "Several pictures", .icon = "images", .group = "source"},
                 .listed = [](const Batch& b) { return b.offered(); }},
                {.action = {.verb = "open-folder", .label = "A folder", .icon = "folder-open", .group = "source"},
                 .listed = [](const Batch& b) { return b.offered(); }},
                {.action = {.verb = "sheet-stop", .label = "Stop", .icon = "square", .group = "sheet"},
                 .listed = [](const Batch& b) { return b.busy(); },
                 .perform = [](Batch& b, const Command&) { b.stopped_ = true; }},
                {.action = {.verb = "sheet-go-on", .label = "Go on", .icon = "play", .group = "sheet"},
                 .listed = [](const Batch& b) { return b.stopped_ && b.unfinished(); },
                 .perform =
                     [](Batch& b, const Command&) {
                         b.stopped_ = false;
                         b.fetch_next();
                     }},
                {.action = {.verb = "sheet-save", .label = "Save as CSV", .icon = "download", .group = "sheet"},
                 .listed = is_open,
                 .perform =
                     [](Batch& b, const Command&) {
                         b.host_.perform(platform::SaveText{.text = b.csv(), .file_name = b.settings_.file_name});
                     }},
                {.action = {.verb = "sheet-close", .label = "Close the list", .icon = "x", .group = "sheet"},
                 .listed = is_open,
                 .perform = [](Batch& b, const Command&) { b.close(); }},
                // What they are about is left open: the shell draws them in the table.
                {.action = {.verb = "sheet-sort", .group = "sheet"},
                 .listed = is_open,
                 .perform = [](Batch& b, const Command& command) { b.sort_by(command.argument); }},
                {.action = {.verb = "sheet-show", .group = "sheet"},
                 .listed = is_open,
                 .perform =
                     [](Batch& b, const Command& command) {
                         if (const auto number = experiments::number_of(command, b.rows_.size()))
                             b.host_.perform(platform::TakePicture{.number = *number, .show = true});
                     }},
            });
    return rows;
}

void Batch::add_to(platform::PageState& page, const std::string& reader) const {
    experiments::list(table(), *this, page.actions);
    if (rows_.empty()) return;
    platform::Sheet& sheet = page.sheet;
    sheet.title = core::joined(pictures(rows_.size()), ", seen by ", reader);
    sheet.words = words();
    sheet.busy = busy();
    sheet.done = count(Row::State::done) + count(Row::State::failed);
    sheet.columns.push_back({.id = "name", .label = "Picture"});
    sheet.columns.insert(sheet.columns.end(), settings_.columns.begin(), settings_.columns.end());
    if (sorted_ > 0) sheet.sorted = sheet.columns[sorted_ - 1].id;
    sheet.descending = descending_;
    for (const std::size_t number : order()) {
        const Row& row = rows_[number];
        platform::Sheet::Row shown{.picture = number, .name = row.name, .failure = row.failure};
        for (const Cell& cell : row.cells) shown.cells.push_back(cell.text);
        sheet.rows.push_back(std::move(shown));
    }
}

}  // namespace mllab::viewfinder
