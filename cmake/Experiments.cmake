# From a catalogue to apps: each row names a folder of experiments/, whose view a registry opens, and the app that has it.

# The apps that a catalogue names, each once, and in <out>_<app> the folders that an app has.
function(mllab_read_catalog catalog out)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${catalog}")
  file(READ "${catalog}" text)
  string(JSON rows LENGTH "${text}" experiments)
  math(EXPR last "${rows} - 1")
  set(apps "")
  foreach(row RANGE ${last})
    string(JSON folder GET "${text}" experiments ${row} experiment)
    string(JSON app GET "${text}" experiments ${row} app)
    list(APPEND apps "${app}")
    list(APPEND folders_${app} "${folder}")
  endforeach()
  list(REMOVE_DUPLICATES apps)
  foreach(app IN LISTS apps)
    list(REMOVE_DUPLICATES folders_${app})
    set(${out}_${app} "${folders_${app}}" PARENT_SCOPE)
  endforeach()
  set(${out} "${apps}" PARENT_SCOPE)
endfunction()

# mllab_app(NAME FOLDER...): an app with a registry of these experiments, whose rooms are called <folder>_view.
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
