#include <stdlib.h>

#include <algorithm>
#include <catch_amalgamated.hpp>
#include <optional>
#include <string>

#include "support/data_folder.hpp"
#include "support/message.hpp"
#include "support/temporary_folder.hpp"
#include "training/datasets/data_folder.hpp"
#include "training/datasets/quickdraw.hpp"
#include "training/datasets/quickdraw_categories.hpp"
#include "training/files/files.hpp"
#include "training/files/sha256.hpp"

namespace datasets = mllab::datasets;
namespace files = mllab::files;
using mllab::testing::MessageWith;
using mllab::testing::TemporaryFolder;

namespace {

// Sets an environment variable for one test.
class Environment {
 public:
    Environment(std::string name, const std::string& value) : name_(std::move(name)) {
        if (const char* old = std::getenv(name_.c_str()); old != nullptr) old_ = old;
        ::setenv(name_.c_str(), value.c_str(), 1);
    }
    ~Environment() {
        if (old_)
            ::setenv(name_.c_str(), old_->c_str(), 1);
        else
            ::unsetenv(name_.c_str());
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;

 private:
    std::string name_;
    std::optional<std::string> old_;
};

void put_mnist(const std::filesystem::path& folder, const std::string& suffix) {
    std::filesystem::create_directories(folder / "mnist");
    for (const std::string name :
         {"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"})
        files::write_atomically(folder / "mnist" / (name + suffix), std::string_view("x"));
}

}  // namespace

TEST_CASE("what is there is compared with the contents that are known") {
    const TemporaryFolder folder;
    put_mnist(folder.path(), "");
    const datasets::DataSet& mnist = datasets::data_set("mnist");
    // Of the training pictures no content is known.
    CHECK(datasets::other_files(mnist, folder.path()) ==
          std::vector<std::string>{"train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte"});
    datasets::DataSet known = mnist;
    for (auto& file : known.files) file.content_sha256 = files::sha256_hex(files::Bytes{'x'});
    CHECK(datasets::other_files(known, folder.path()).empty());
}

TEST_CASE("MNIST as it is officially has the contents that are known") {
    const auto folder = mllab::testing::need_data("mnist").parent_path();
    CHECK(datasets::other_files(datasets::data_set("mnist"), folder).empty());
}

TEST_CASE("files with a dot in their name, as some copies have them, are found, too") {
    const TemporaryFolder folder;
    std::filesystem::create_directories(folder / "mnist");
    files::write_atomically(folder / "mnist/train-images.idx3-ubyte", std::string_view("x"));
    files::write_atomically(folder / "mnist/t10k-labels.idx1-ubyte.gz", std::string_view("x"));
    CHECK(datasets::found_file(folder.path(), "mnist/train-images-idx3-ubyte.gz") ==
          folder / "mnist/train-images.idx3-ubyte");
    CHECK(datasets::found_file(folder / "mnist", "t10k-labels-idx1-ubyte") ==
          folder / "mnist/t10k-labels.idx1-ubyte.gz");
    CHECK_FALSE(datasets::found_file(folder.path(), "mnist/train-labels-idx1-ubyte.gz"));
    // The official name comes first.
    files::write_atomically(folder / "mnist/train-images-idx3-ubyte", std::string_view("y"));
    CHECK(datasets::found_file(folder.path(), "mnist/train-images-idx3-ubyte.gz") ==
          folder / "mnist/train-images-idx3-ubyte");
}

TEST_CASE("the folder given on the command line comes before MLLAB_DATA, and both exclude all others") {
    const TemporaryFolder folder;
    const Environment data("MLLAB_DATA", (folder / "from-environment").string());
    const auto given = datasets::Places::of_this_machine(folder / "given", folder / "checkout");
    CHECK(given.chosen == folder / "given");
    CHECK(given.usual.empty());
    const auto environment = datasets::Places::of_this_machine(std::nullopt, folder / "checkout");
    CHECK(environment.chosen == folder / "from-environment");
    CHECK(environment.usual.empty());
}

TEST_CASE("otherwise the folder beside the checkout is looked at, then the fetch folder") {
    const TemporaryFolder folder;
    const Environment data("MLLAB_DATA", "");
    const Environment cache("XDG_CACHE_HOME", (folder / "cache").string());
    const auto places = datasets::Places::of_this_machine(std::nullopt, folder / "checkout");
    CHECK_FALSE(places.chosen);
    CHECK(places.usual == std::vector{folder / "shared/data", folder / "cache/ml-lab/data"});

    const auto& mnist = datasets::data_set("mnist");
    CHECK_THROWS_AS(datasets::folder_with(mnist, places), files::FileError);
    put_mnist(folder / "cache/ml-lab/data", ".gz");
    CHECK(datasets::folder_with(mnist, places) == folder / "cache/ml-lab/data");
    put_mnist(folder / "shared/data", "");
    CHECK(datasets::folder_with(mnist, places) == folder / "shared/data");
}

TEST_CASE("without XDG_CACHE_HOME the cache is below HOME") {
    const Environment cache("XDG_CACHE_HOME", "");
    const Environment home("HOME", "/home/somebody");
    CHECK(datasets::fetch_folder() == "/home/somebody/.cache/ml-lab/data");
}

TEST_CASE("what is not found is an error that says where it was looked for and which command brings it") {
    const TemporaryFolder folder;
    put_mnist(folder / "half", ".gz");
    std::filesystem::remove(folder / "half/mnist/t10k-images-idx3-ubyte.gz");
    std::filesystem::create_directory(folder / "half/mnist/t10k-images-idx3-ubyte.gz");  // a folder is no file
    const datasets::Places usual{.chosen = {}, .usual = {folder / "half", folder / "nowhere"}};
    const auto& mnist = datasets::data_set("mnist");
    CHECK_THROWS_MATCHES(
        datasets::folder_with(mnist, usual), files::FileError,
        MessageWith({(folder / "half").string() + ": no mnist/t10k-images-idx3-ubyte.gz",
                     (folder / "nowhere").string() + ": there is no such folder", "npm run train -- fetch mnist"}));
    const datasets::Places chosen{.chosen = folder / "nowhere", .usual = {}};
    CHECK_THROWS_MATCHES(datasets::folder_with(mnist, chosen), files::FileError,
                         MessageWith({"fetch mnist --data " + (folder / "nowhere").string()}));
}

TEST_CASE("every data set says where it comes from, what may be done with it and whom to thank") {
    for (const auto& set : datasets::data_sets()) {
        CAPTURE(set.id);
        CHECK_FALSE(set.name.empty());
        CHECK(set.homepage.starts_with("http"));
        CHECK((set.licence.contains("CC BY") || set.licence == "public domain" || set.licence.contains("research")));
        CHECK_FALSE(set.attribution.empty());
        CHECK_FALSE(set.wanted().empty());
        for (const auto& file : set.files) {
            CHECK((file.file.starts_with(set.id) || file.file.starts_with("text/")));
            CHECK(file.addresses.empty() == (set.id == "wikipedia" || set.id == "rock_paper_scissors" ||
                                             set.id == "no_hand" || set.id == "coco_train"));
            for (const auto& address : file.addresses)  // What comes unencrypted must be what was published.
                CHECK(
                    (address.starts_with("https://") || (address.starts_with("http://") && file.sha256.size() == 64)));
        }
    }
    CHECK_THROWS_MATCHES(datasets::data_set("minst"), std::invalid_argument,
                         MessageWith({"minst", "mnist pendigits quickdraw"}));
}

TEST_CASE("Quick, Draw! has two files for each of 345 categories, blanks written as the web wants them") {
    const auto& set = datasets::data_set("quickdraw");
    CHECK(set.files.size() == 690);
    CHECK(set.licence == "CC BY 4.0");
    CHECK(std::ranges::is_sorted(datasets::quickdraw_categories));
    const auto file = std::ranges::find(set.files, "quickdraw/numpy_bitmap/hot dog.npy", &datasets::SourceFile::file);
    REQUIRE(file != set.files.end());
    CHECK(file->addresses ==
          std::vector<std::string>{"https://storage.googleapis.com/quickdraw_dataset/full/numpy_bitmap/hot%20dog.npy"});
    CHECK(file->first == 0);
}

TEST_CASE("Quick, Draw! can be cut down to some categories and drawings") {
    const std::vector<std::string> categories{"hot dog", "cat"};
    const auto part = datasets::quickdraw_part(categories, 50);
    CHECK(part.wanted() == std::vector<std::string>{"quickdraw/simplified/cat.ndjson", "quickdraw/numpy_bitmap/cat.npy",
                                                    "quickdraw/simplified/hot dog.ndjson",
                                                    "quickdraw/numpy_bitmap/hot dog.npy"});
    for (const auto& file : part.files) CHECK(file.first == 50);
    CHECK(datasets::quickdraw_part({}, 7).files.size() == 690);
    const std::vector<std::string> unknown{"cat", "catt"};
    CHECK_THROWS_MATCHES(datasets::quickdraw_part(unknown, 0), std::invalid_argument, MessageWith({"“catt”"}));
}

TEST_CASE("the categories are those of the real drawings") {
    const auto folder = mllab::testing::need_data("quickdraw/simplified");
    const auto files = datasets::quickdraw_files(folder.parent_path().parent_path());
    CHECK(std::ranges::equal(files, datasets::quickdraw_categories, {}, &datasets::QuickDrawFile::category));
}
