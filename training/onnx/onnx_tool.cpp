// onnx-tool: looks into an ONNX file, or says whether it is fit for this project.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <print>

#include "training/onnx/inspect.hpp"

int main(int count, char** arguments) {
    using namespace mllab;
    CLI::App app("Looks into ONNX files as the trainer writes them");
    app.require_subcommand(1);
    std::filesystem::path file;
    CLI::App* inspect = app.add_subcommand("inspect", "verify FILE and print what is in it");
    CLI::App* verify = app.add_subcommand("verify", "verify FILE; exit code 1 and the reason if it is refused");
    for (CLI::App* command : {inspect, verify}) command->add_option("FILE", file, "an ONNX model")->required();
    CLI11_PARSE(app, count, arguments);

    try {
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
