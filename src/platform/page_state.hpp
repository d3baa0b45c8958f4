// The page as one value: everything that a stage shows of itself outside of its canvas. docs/stage-contract.md says
// what becomes of each member. To show one more kind of thing is a member here, its line in page_json.cpp and in
// page.d.ts, and the one place in the shell that draws it. Lengths are CSS pixels relative to the stage.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mllab::platform {

struct Rect {
    float x = 0, y = 0, w = 0, h = 0;
    [[nodiscard]] float right() const { return x + w; }
    [[nodiscard]] float bottom() const { return y + h; }
    [[nodiscard]] bool contains(float px, float py) const {
        return px >= x && px < right() && py >= y && py < bottom();
    }
    bool operator==(const Rect&) const = default;
};

enum class State : std::uint8_t { loading, ready, busy, error };

struct Guess {
    std::string label{};
    double p = 0;
    // Of what has a place in a picture: x, y, width, height in 0 to 1 of it, not mirrored.
    std::optional<std::array<double, 4>> box{};
    bool operator==(const Guess&) const = default;
};

struct Result {
    std::string text{};   // the answer for people
    std::string value{};  // the answer; empty where there is none
    std::vector<Guess> top{};
    std::uint64_t revision = 0;  // the input revision that this answers
    bool settled = true;         // false while the input is being made: a screen reader waits
    // A sentence: this answer is a stored one, and where the network is. Empty where the network has answered.
    std::string stored{};
    bool operator==(const Result&) const = default;
};

// Something that the visitor can do. Several may share a verb; then `argument` tells them apart.
struct Action {
    std::string verb{};      // "undo", "example"
    std::string argument{};  // "", "3"
    std::string label{}, icon{}, group{}, shortcut{};
    bool enabled = true;
    std::optional<bool> pressed{};  // of a toggle
    std::string picture{};  // of an example: a small picture for its button, below the site's folder of examples

    // As the page knows it: "undo", "example-3".
    [[nodiscard]] std::string id() const { return argument.empty() ? verb : verb + "-" + argument; }
    bool operator==(const Action&) const = default;
};

// A named part of the stage. One that takes drags receives the finger (the page does not scroll under it) and the
// focus; any other with a label is a picture that the label describes.
struct Area {
    std::string name{};
    Rect rect{};
    bool takes_drags = false;
    std::string label{};  // for assistive technology
    bool operator==(const Area&) const = default;
};

// Something that the visitor sets, drawn by the shell as a labelled HTML input: keyboards of phones, input methods,
// paste and screen readers work as everywhere.
struct Field {
    enum class Kind : std::uint8_t {
        line,
        lines,   // of several lines
        digits,  // a line of digits and signs: phones show the keyboard that has them
        number,
        range,
    };

    std::string id{}, label{};
    Kind kind = Kind::line;
    std::string value{};                 // as it was typed
    double low = 0, high = 0, step = 0;  // of a number or a range
    std::string hint{};                  // in the empty field
    std::string note{};                  // below it: what is wrong with the value, or what becomes of it
    std::string said{};                  // the value of a range in words, where its number says little: “3 of 12 s”
    bool below = false;                  // stands below the stage, with the actions of the group "replay"
    bool operator==(const Field&) const = default;
};

// Bytes of what is on its way: of "runtime" or "model". A total of 0 is unknown.
struct Progress {
    std::string part{};
    std::int64_t received = 0, total = 0;
    bool operator==(const Progress&) const = default;
};

// Several pictures that the visitor chose at once, and what was found in each: drawn by the shell as a table with small
// pictures. The cells of a row follow its name.
struct Sheet {
    struct Column {
        std::string id{}, label{};
        bool number = false;
        bool operator==(const Column&) const = default;
    };
    struct Row {
        std::uint64_t picture = 0;  // its number
        std::string name{};         // of the file
        std::vector<std::string> cells{};
        std::string failure{};  // in place of cells: a sentence
        bool operator==(const Row&) const = default;
    };

    std::string title{};
    std::string words{};  // how far it is, and what went wrong
    bool busy = false;    // some are still waiting: words are no news
    std::uint64_t done = 0;
    std::vector<Column> columns{};  // the first one is that of the names
    std::string sorted{};           // by which column; empty: as they were chosen
    bool descending = false;
    std::vector<Row> rows{};  // none: no sheet
    bool operator==(const Sheet&) const = default;
};

struct PageState {
    State state = State::loading;
    std::string error{};         // in the state `error`: what happened and what to do, in a sentence
    std::uint64_t revision = 0;  // +1 for every change of the input
    std::string model{};
    Result result{};
    std::vector<Action> actions{};
    std::vector<Area> areas{};
    std::vector<Field> fields{};
    std::string source_note{};  // beside the group "source": a line about the camera; what follows is behind “More”
    Sheet sheet{};
    std::string passage_note{};  // what is said about the character of the passage that the visitor picked
    std::vector<Progress> progress{};
    // What brings the stage back to where it is, as the fields of a link: the page keeps it for this tab, so that a
    // reload, Back or a crash loses nothing. Empty for what is not worth it.
    std::map<std::string, std::string> kept{};
    bool operator==(const PageState&) const = default;
};

// What the visitor did: an action, or one of these, which are in no list of actions:
// "field" (`argument`: its id, `text`: what is in it now), "passage-character" (`argument`: its number, in code
// points, or "end": none any more).
struct Command {
    std::string verb{};
    std::string argument{};
    std::string text{};
};

// The command that an action of the page stands for. `text`: what the visitor chose, for an action that leaves that
// open ("category"): it becomes the command's argument. An id that is not listed is a verb that nobody knows.
[[nodiscard]] Command command_of(const PageState& page, std::string_view id, std::string text);

}  // namespace mllab::platform
