// onnx-tool: looks into an ONNX file, says whether it is fit for this project, or makes one of a foreign network.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <print>

#include "training/files/sha256.hpp"
#include "training/importers/import_error.hpp"
#include "training/importers/network.hpp"
#include "training/onnx/inspect.hpp"
#include "training/onnx_tool/import.hpp"
#include "training/onnx_tool/name_nodes.hpp"

namespace {

using namespace mllab;

struct ImportOptions {
    std::vector<std::string> ids;
    onnx_tool::Places places{.packages = {}, .out = "build/imported", .cache = {}, .tool = {}};
    onnx_tool::OwnImport own;
    std::string tflite, tfjs, torch, architecture = "efficientnet_lite0";
    bool where_possible = false;
};

void add_options(CLI::App& import, ImportOptions& options) {
    CLI::Option* ids = import.add_option("ID", options.ids, "networks that the project knows; none: all of them");
    import.add_option("--out", options.places.out, "folder to write to")->capture_default_str();
    import.add_option("--project", options.places.packages.project, "folder with node_modules")->capture_default_str();
    import.add_option("--python", options.places.packages.python, "folder with what set-up fetched of Python packages");
    import.add_option("--cache", options.places.cache, "folder where conversions are kept for the next time");
    import.add_flag("--where-possible", options.where_possible,
                    "leave out networks whose package is missing or another one, and say so");
    // Of one's own.
    CLI::Option_group& own = *import.add_option_group("own", "a file of one's own");
    own.require_option(0, 1);
    CLI::Option* tflite = own.add_option("--tflite", options.tflite, "a TensorFlow Lite model");
    CLI::Option* tfjs = own.add_option("--tfjs", options.tfjs, "the model.json of a TensorFlow.js graph model");
    CLI::Option* torch = own.add_option("--torch", options.torch, "a PyTorch state dict");
    for (CLI::Option* file : {tflite, tfjs, torch}) file->excludes(ids);
    CLI::Option* labels = import.add_option("--labels", options.own.labels, "its classes, one a line, no background");
    CLI::Option* id =
        import.add_option("--id", options.own.id, "what the model is to be called: small letters, digits, _");
    for (CLI::Option* file : {tflite, tfjs, torch}) file->needs(labels)->needs(id);
    import.add_option("--network", options.architecture, "what the weights of --torch belong to")
        ->needs(torch)
        ->capture_default_str();
    import.add_option("--like", options.own.like, "the known network of the same family (as the format suggests)");
    import.add_option("--name", options.own.name, "its name for people");
    import.add_option("--licence", options.own.licence, "whose terms it comes under");
    import.add_option("--trained", options.own.trained, "by whom and on what, in a sentence");
    import.add_option("--tensor", options.own.originals,
                      "name=original: which node (--tfjs) or output (--tflite, from 0) becomes an input or output");
}

// What a conversion depends on besides its source: this program, with all that is known of networks in it.
std::string itself() { return files::sha256_hex_of_file("/proc/self/exe"); }

void run_import(ImportOptions& options) {
    struct Family {
        const std::string& file;
        const char* like;
    };
    for (const Family& family :
         {Family{options.tflite, "detection_ssd_mobilenet_v2"}, Family{options.tfjs, "detection_centernet"},
          Family{options.torch, "image_classification_1000"}}) {
        if (family.file.empty()) continue;
        options.own.file = family.file;
        if (options.own.like.empty()) options.own.like = family.like;
        onnx_tool::import_own(options.own, options.places.out);
        std::println("{} is in {}", options.own.id, options.places.out.string());
        return;
    }
    if (options.ids.empty())
        for (const importers::Network& network : importers::networks()) options.ids.push_back(network.id);
    options.places.tool = itself();
    for (const std::string& id : options.ids) {
        try {
            const bool cached = onnx_tool::import_known(id, options.places) == onnx_tool::Outcome::cached;
            std::println("{}: {}", id, cached ? "as converted before" : "converted");
        } catch (const importers::PackageError& error) {
            if (!options.where_possible) throw;
            std::println(stderr, "{} is left out: {}", id, error.what());
        }
    }
}

}  // namespace

int main(int count, char** arguments) {
    CLI::App app("Looks into ONNX files as the trainer writes them, and makes them of foreign networks");
    app.require_subcommand(1);
    std::filesystem::path file;
    CLI::App* inspect = app.add_subcommand("inspect", "verify FILE and print what is in it");
    CLI::App* verify = app.add_subcommand("verify", "verify FILE; exit code 1 and the reason if it is refused");
    for (CLI::App* command : {inspect, verify}) command->add_option("FILE", file, "an ONNX model")->required();
    std::string id;
    std::filesystem::path models = "models";
    CLI::App* names = app.add_subcommand("name-nodes", "give names to the nodes of a published model that have none");
    names->add_option("ID", id, "the model")->required();
    names->add_option("--out", models, "folder of the model and its card")->capture_default_str();
    ImportOptions options;
    CLI::App* import = app.add_subcommand("import", "convert pretrained networks, each into a file and its card");
    add_options(*import, options);
    CLI11_PARSE(app, count, arguments);

    try {
        if (*import) {
            run_import(options);
            return 0;
        }
        if (*names) {
            std::println("{}: {} nodes got a name", id, onnx_tool::name_nodes(id, models));
            return 0;
        }
        const onnx_writer::ModelSummary summary = onnx_writer::inspect(file);
        if (*inspect)
            std::print("{}", onnx_writer::to_text(summary));
        else
            std::println("{}: fit for use", file.string());
        return 0;
    } catch (const std::exception& error) {
        std::println(stderr, "onnx-tool: {}", error.what());
        return 1;
    }
}
