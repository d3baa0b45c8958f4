# Third-party code, in one place. MLLAB_THIRD_PARTY is the folder that scripts/setup unpacked the sources into; where it
# is empty, the same releases are fetched, pinned by tag and hash. All headers are SYSTEM: warnings are for our code.
include(FetchContent)

set(MLLAB_THIRD_PARTY "$ENV{ML_LAB_THIRD_PARTY}" CACHE PATH "Folder with imgui, catch2, json and stb; empty: fetch them")

function(mllab_source name url sha)
  if(MLLAB_THIRD_PARTY AND EXISTS "${MLLAB_THIRD_PARTY}/${name}")
    set(${name}_SOURCE_DIR "${MLLAB_THIRD_PARTY}/${name}" PARENT_SCOPE)
    return()
  endif()
  # SOURCE_SUBDIR names a folder that does not exist: the files are wanted, not the other project's build.
  FetchContent_Declare(${name} URL ${url} URL_HASH SHA256=${sha} SOURCE_SUBDIR none DOWNLOAD_EXTRACT_TIMESTAMP ON)
  FetchContent_MakeAvailable(${name})
  set(${name}_SOURCE_DIR "${${name}_SOURCE_DIR}" PARENT_SCOPE)
endfunction()

mllab_source(catch2 https://github.com/catchorg/Catch2/archive/v3.7.1.tar.gz
  c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
mllab_source(json https://github.com/nlohmann/json/releases/download/v3.11.3/include.zip
  a22461d13119ac5c78f205d3df1db13403e58ce1bb1794edc9313677313f4a9d)

mllab_source(imgui https://github.com/ocornut/imgui/archive/v1.90.1.tar.gz
  21dcc985bb2ae8fe48047c86135dbc438d6980a8f2e08babbda5be820592f282)

# stb has no releases: the commit that Debian packages.
mllab_source(stb https://github.com/nothings/stb/archive/5c205738c191bcb0abc65c4febfa9bd25ff35234.tar.gz
  cfeab9f800961882d6d22ddf36e965523b33002f4f937de08321304c9ba72af3)

# Two folders each: as Debian lays the headers out, and as their publishers do.
add_library(json INTERFACE)
target_include_directories(json SYSTEM INTERFACE "${json_SOURCE_DIR}" "${json_SOURCE_DIR}/include")

add_library(stb INTERFACE)
target_include_directories(stb SYSTEM INTERFACE "${stb_SOURCE_DIR}" "${stb_SOURCE_DIR}/stb")

add_library(catch2 STATIC EXCLUDE_FROM_ALL "${catch2_SOURCE_DIR}/extras/catch_amalgamated.cpp")
target_include_directories(catch2 SYSTEM PUBLIC "${catch2_SOURCE_DIR}/extras")
target_compile_features(catch2 PUBLIC cxx_std_23)
target_link_libraries(catch2 PRIVATE mllab_unoptimised)
