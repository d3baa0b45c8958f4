# From a catalogue to an app: each row names a folder of experiments/, whose view the app's registry opens.

# The folders that a catalogue names, each once.
function(mllab_read_catalog catalog out)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${catalog}")
  file(READ "${catalog}" text)
  string(JSON rows LENGTH "${text}" experiments)
  math(EXPR last "${rows} - 1")
  set(listed "")
  foreach(row RANGE ${last})
    string(JSON folder GET "${text}" experiments ${row} experiment)
    list(APPEND listed "${folder}")
  endforeach()
  list(REMOVE_DUPLICATES listed)
  set(${out} "${listed}" PARENT_SCOPE)
endfunction()

# mllab_app(NAME FOLDER...): the app with a registry of these experiments, whose rooms are called <folder>_view.
function(mllab_app name)
  foreach(folder IN LISTS ARGN)
    string(APPEND MLLAB_EXPERIMENT_INCLUDES "#include \"experiments/${folder}/view/view.hpp\"\n")
    string(APPEND MLLAB_EXPERIMENT_ROWS "        {\"${folder}\", &${folder}::open},\n")
    list(APPEND views ${folder}_view)
  endforeach()
  set(registry "${CMAKE_CURRENT_BINARY_DIR}/${name}/registry.cpp")
  configure_file("${PROJECT_SOURCE_DIR}/src/app/registry.cpp.in" "${registry}" @ONLY)
  mllab_room(${name} FOLDER app
    SOURCES app.cpp "${registry}"
    HEADERS app.hpp registry.hpp
    DEPENDS platform ui
    USES imgui ${views})
endfunction()
