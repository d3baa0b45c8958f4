#include "training/datasets/sources.hpp"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

#include "training/datasets/quickdraw_categories.hpp"

namespace mllab::datasets {

namespace {

SourceFile mnist_file(const std::string& name, const std::string& content_sha256) {
    // The authors' own server (yann.lecun.com/exdb/mnist) asks scripts to use copies and refuses them with 403; these
    // are the copies of PyTorch and of the Common Visual Data Foundation.
    return {.file = "mnist/" + name,
            .addresses = {"https://ossci-datasets.s3.amazonaws.com/mnist/" + name,
                          "https://storage.googleapis.com/cvdf-datasets/mnist/" + name},
            .content_sha256 = content_sha256,
            .members = {}};
}

DataSet mnist() {
    return {.id = "mnist",
            .name = "MNIST",
            .homepage = "http://yann.lecun.com/exdb/mnist/",
            .licence = "CC BY-SA 3.0",
            .attribution =
                "Yann LeCun, Corinna Cortes and Christopher J. C. Burges: The MNIST database of handwritten "
                "digits",
            .files = {mnist_file("train-images-idx3-ubyte.gz", ""),
                      mnist_file("train-labels-idx1-ubyte.gz",
                                 "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
                      mnist_file("t10k-images-idx3-ubyte.gz",
                                 "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
                      mnist_file("t10k-labels-idx1-ubyte.gz",
                                 "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")}};
}

DataSet pendigits() {
    return {.id = "pendigits",
            .name = "Pen-Based Recognition of Handwritten Digits",
            .homepage = "https://archive.ics.uci.edu/dataset/81/pen+based+recognition+of+handwritten+digits",
            .licence = "CC BY 4.0",
            .attribution =
                "E. Alpaydin and F. Alimoglu: Pen-Based Recognition of Handwritten Digits, UCI Machine Learning "
                "Repository, 1998, doi:10.24432/C5MG6K",
            .files = {
                {.file = "pendigits/pendigits.zip",
                 .addresses = {"https://archive.ics.uci.edu/static/public/81/"
                               "pen+based+recognition+of+handwritten+digits.zip"},
                 .content_sha256 = "",
                 .members = {{.name = "pendigits-orig.tra.Z",
                              .file = "pendigits/pendigits-orig.tra",
                              .content_sha256 = "a66225d68d7d68591e62944df1ad33b3f5aa608e2df2505844b41f5568a80da4"}}}}};
}

SourceFile quickdraw_file(const std::string& form, const std::string& name) {
    std::string address = "https://storage.googleapis.com/quickdraw_dataset/full/" + form + "/";
    for (const char c : name) address += c == ' ' ? std::string("%20") : std::string(1, c);
    return {.file = "quickdraw/" + form + "/" + name, .addresses = {address}, .content_sha256 = "", .members = {}};
}

DataSet quickdraw() {
    DataSet set{.id = "quickdraw",
                .name = "The Quick, Draw! Dataset",
                .homepage = "https://github.com/googlecreativelab/quickdraw-dataset",
                .licence = "CC BY 4.0",
                .attribution = "The Quick, Draw! Dataset, made available by Google, Inc. (Google Creative Lab)",
                .files = {}};
    for (const std::string_view category : quickdraw_categories) {
        set.files.push_back(quickdraw_file("simplified", std::string(category) + ".ndjson"));
        set.files.push_back(quickdraw_file("numpy_bitmap", std::string(category) + ".npy"));
    }
    return set;
}

DataSet shakespeare() {
    return {.id = "shakespeare",
            .name = "Tiny Shakespeare",
            .homepage = "https://github.com/karpathy/char-rnn/tree/master/data/tinyshakespeare",
            .licence = "public domain",
            .attribution = "William Shakespeare; put together by Andrej Karpathy",
            .files = {{.file = "text/tinyshakespeare.txt",
                       .addresses = {"https://raw.githubusercontent.com/karpathy/char-rnn/master/data/tinyshakespeare/"
                                     "input.txt"},
                       .content_sha256 = "86c4e6aa9db7c042ec79f339dcb96d42b0075e16b8fc2e86bf0ca57e2dc565ed",
                       .members = {}}}};
}

// Articles in plain text, as docs/data.md says; nobody publishes them in this form.
DataSet wikipedia() {
    return {.id = "wikipedia",
            .name = "Wikipedia",
            .homepage = "https://en.wikipedia.org",
            .licence = "CC BY-SA 3.0",
            .attribution = "Wikipedia contributors",
            .files = {{.file = "text/wikipedia/part0.txt", .addresses = {}, .content_sha256 = "", .members = {}}}};
}

SourceFile brought_by_hand(const std::string& file) {
    return {.file = file, .addresses = {}, .content_sha256 = "", .members = {}};
}

// Both parts are given out only to those who log in, and the first one as whole frames: docs/data.md says what to do.
DataSet rock_paper_scissors() {
    return {.id = "rock_paper_scissors",
            .name = "Rock Paper Scissors SXSW, and Rock-Paper-Scissors images",
            .homepage =
                "https://universe.roboflow.com/roboflow-58fyf/rock-paper-scissors-sxsw and "
                "https://www.kaggle.com/datasets/drgfreeman/rockpaperscissors",
            .licence = "CDLA-Sharing-1.0; CC BY-SA 4.0",
            .attribution =
                "Rock Paper Scissors SXSW by Roboflow; Rock-Paper-Scissors images by Julien de la Bruère-Terreault",
            .files = {brought_by_hand("rock_paper_scissors/rock"), brought_by_hand("rock_paper_scissors/paper"),
                      brought_by_hand("rock_paper_scissors/scissors")}};
}

// Parts of photos that somebody chose by eye, and faces whose publisher packs them in another format.
DataSet no_hand() {
    return {.id = "no_hand",
            .name = "pictures without a hand: parts of COCO photos, and the ORL Database of Faces",
            .homepage = "https://cocodataset.org",
            .licence = "each photo's own: CC BY 2.0, CC BY-SA 2.0 or no known copyright",
            .attribution =
                "COCO (Lin and others) and the photographers on Flickr; the ORL Database of Faces by "
                "AT&T Laboratories Cambridge (the Olivetti Research Laboratory)",
            .files = {brought_by_hand("no_hand")}};
}

// Sizes and hashes are those that TensorFlow Datasets records of these archives (url_checksums/coco.txt, voc.txt).

DataSet coco() {
    const std::string server = "http://images.cocodataset.org/";
    const auto photos = [&](const std::string& part, std::uint64_t bytes, const std::string& sha256) {
        return SourceFile{.file = "coco/" + part + ".zip",
                          .addresses = {server + "zips/" + part + ".zip"},
                          .content_sha256 = "",
                          .members = {},
                          .tree = Tree{.name = part, .folder = "coco/" + part},
                          .bytes = bytes,
                          .sha256 = sha256};
    };
    const auto instances = [](const std::string& part) {
        const std::string file = "annotations/instances_" + part + ".json";
        return Member{.name = file, .file = "coco/" + file, .content_sha256 = ""};
    };
    return {
        .id = "coco",
        .name = "COCO 2017",
        .homepage = "https://cocodataset.org",
        .licence = "annotations CC BY 4.0; each photo's own, many of them non-commercial",
        .attribution = "COCO (Lin and others) and the photographers on Flickr",
        .files = {
            {.file = "coco/annotations_trainval2017.zip",
             .addresses = {server + "annotations/annotations_trainval2017.zip"},
             .content_sha256 = "",
             .members = {instances("train2017"), instances("val2017")},
             .bytes = 252'907'541,
             .sha256 = "113a836d90195ee1f884e704da6304dfaaecff1f023f49b6ca93c4aaae470268"},
            photos("val2017", 815'585'330, "4f7e2ccb2866ec5041993c9cf2a952bbed69647b115d0f74da7ce8f4bef82f05"),
            photos("train2017", 19'336'861'798, "69a8bb58ea5f8f99d24875f21416de2e9ded3178e903f1f7603e283b9e06d929")}};
}

DataSet voc2007() {
    const auto part = [](const std::string& name, const std::string& folder, std::uint64_t bytes,
                         const std::string& sha256) {
        return SourceFile{.file = "voc2007/" + name,
                          .addresses = {"http://host.robots.ox.ac.uk/pascal/VOC/voc2007/" + name},
                          .content_sha256 = "",
                          .members = {},
                          .tree = Tree{.name = "VOCdevkit/VOC2007", .folder = "voc2007/" + folder},
                          .bytes = bytes,
                          .sha256 = sha256};
    };
    return {.id = "voc2007",
            .name = "PASCAL VOC 2007",
            .homepage = "http://host.robots.ox.ac.uk/pascal/VOC/voc2007/",
            .licence = "photos of Flickr, under its terms of use: for research",
            .attribution = "The PASCAL Visual Object Classes Challenge 2007 (Everingham and others)",
            .files = {part("VOCtrainval_06-Nov-2007.tar", "trainval", 460'032'000,
                           "7d8cd951101b0957ddfd7a530bdc8a94f06121cfc1e511bb5937e973020c7508"),
                      part("VOCtest_06-Nov-2007.tar", "test", 451'020'800,
                           "6836888e2e01dca84577a849d339fa4f73e1e4f135d312430c4856b5609b4892")}};
}

// A few photos in COCO's form, so that a recipe can be tried without its 20 gigabytes.
DataSet coco_train() {
    return {.id = "coco_train",
            .name = "a few COCO photos",
            .homepage = "https://cocodataset.org",
            .licence = "annotations CC BY 4.0; each photo's own, many of them non-commercial",
            .attribution = "COCO (Lin and others) and the photographers on Flickr",
            .files = {brought_by_hand("coco_train/annotations/instances_train2017.json")}};
}

// The whole archive is kept as it is: the reader reads it.
DataSet tiny_imagenet() {
    return {.id = "tiny_imagenet",
            .name = "Tiny ImageNet",
            .homepage = "http://cs231n.stanford.edu/",
            .licence = "research only (ImageNet's terms): for training and measuring, never shown",
            .attribution =
                "Tiny ImageNet, Stanford CS231n, from ImageNet (Russakovsky and others: ImageNet Large Scale Visual "
                "Recognition Challenge, 2015)",
            .files = {{.file = "tiny_imagenet/tiny-imagenet-200.zip",
                       .addresses = {"https://cs231n.stanford.edu/tiny-imagenet-200.zip"},
                       .content_sha256 = "",
                       .members = {}}}};
}

}  // namespace

std::vector<std::string> DataSet::wanted() const {
    std::vector<std::string> names;
    for (const SourceFile& file : files) {
        if (file.tree)
            names.push_back(file.tree->folder + "/");
        else if (file.members.empty())
            names.push_back(file.file);
        for (const Member& member : file.members) names.push_back(member.file);
    }
    return names;
}

const std::vector<DataSet>& data_sets() {
    static const std::vector<DataSet> sets{mnist(),     pendigits(),           quickdraw(),    shakespeare(),
                                           wikipedia(), rock_paper_scissors(), no_hand(),      coco(),
                                           voc2007(),   coco_train(),          tiny_imagenet()};
    return sets;
}

const DataSet& data_set(std::string_view id) {
    const auto found = std::ranges::find(data_sets(), id, &DataSet::id);
    if (found != data_sets().end()) return *found;
    std::string message = "there is no data set “" + std::string(id) + "”; there are:";
    for (const DataSet& set : data_sets()) message += " " + set.id;
    throw std::invalid_argument(message);
}

DataSet quickdraw_part(std::span<const std::string> categories, std::size_t per_category) {
    DataSet set = quickdraw();
    for (const std::string& category : categories)
        if (std::ranges::find(quickdraw_categories, category) == quickdraw_categories.end())
            throw std::invalid_argument("Quick, Draw! has no category “" + category + "”");
    if (!categories.empty())
        std::erase_if(set.files, [&](const SourceFile& file) {
            return std::ranges::find(categories, std::filesystem::path(file.file).stem().string()) == categories.end();
        });
    for (SourceFile& file : set.files) file.first = per_category;
    return set;
}

}  // namespace mllab::datasets
