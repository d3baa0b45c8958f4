// onnx-tool: looks into an ONNX file, says whether it is fit for this project, or makes one of a foreign network.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <print>

#include "training/onnx/inspect.hpp"
#include "training/onnx_tool/import.hpp"

int main(int count, char** arguments) {
    using namespace mllab;
    CLI::App app("Looks into ONNX files as the trainer writes them");
    app.require_subcommand(1);
    std::filesystem::path file;
    CLI::App* inspect = app.add_subcommand("inspect", "verify FILE and print what is in it");
    CLI::App* verify = app.add_subcommand("verify", "verify FILE; exit code 1 and the reason if it is refused");
    for (CLI::App* command : {inspect, verify}) command->add_option("FILE", file, "an ONNX model")->required();
    std::vector<std::string> ids;
    importers::Packages packages;
    std::filesystem::path out = "build/imported";
    CLI::App* import = app.add_subcommand("import", "convert pretrained networks, each into a file and its card");
    import->add_option("ID", ids, "networks that the project knows")->required();
    import->add_option("--out", out, "folder to write to")->capture_default_str();
    import->add_option("--project", packages.project, "folder with node_modules")->capture_default_str();
    import->add_option("--python", packages.python, "folder with the files of Python packages that set-up fetched");
    CLI11_PARSE(app, count, arguments);

    try {
        if (*import) {
            for (const std::string& id : ids) onnx_tool::import_network(id, packages, out);
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
