# Build choices a person may make, and the flags every target gets.
option(DUTYD_TESTS "Build the tests" ON)
option(DUTYD_FUZZ "Build the libFuzzer targets (clang only)" OFF)
option(DUTYD_UNITY "Compile the files of a module several at a time, where they can be" OFF)
option(DUTYD_BENCH "Build the benchmarks beside whatever peers are installed" OFF)
option(DUTYD_STATIC_CLIENT "Link dutyctl statically, so that it starts at once" OFF)
option(DUTYD_PRECOMPILE "Precompile the headers that most files read" ON)
set(DUTYD_CORE_OPTIONS "" CACHE STRING "Options of their own for the modules of lib/ that reckon")
set(DUTYD_SANITIZE "" CACHE STRING "Sanitizers to build with: address;undefined or thread")

add_library(dutyd_flags INTERFACE)
target_include_directories(dutyd_flags INTERFACE ${CMAKE_SOURCE_DIR})
set(DUTYD_WARNINGS -Wall -Wextra -Wpedantic -Wconversion -Werror)
if(NOT DUTYD_UNITY)  # files compiled together may hide each other's names
  list(APPEND DUTYD_WARNINGS -Wshadow)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
  # Optimising, g++ 12 warns of what its own std::string would never do (GCC bugs 105329, 105651).
  list(APPEND DUTYD_WARNINGS
    -Wno-array-bounds -Wno-restrict -Wno-stringop-overflow -Wno-stringop-overread)
endif()
target_compile_options(dutyd_flags INTERFACE ${DUTYD_WARNINGS})
if(DUTYD_SANITIZE)
  list(JOIN DUTYD_SANITIZE "," sanitizers)
  target_compile_options(dutyd_flags INTERFACE -fsanitize=${sanitizers} -fno-omit-frame-pointer)
  target_link_options(dutyd_flags INTERFACE -fsanitize=${sanitizers})
  if("undefined" IN_LIST DUTYD_SANITIZE)
    # Left out for the third of the compile time that they cost: a null pointer stops the program
    # anyway; wrong alignment, object size and dynamic type are then not looked for.
    target_compile_options(dutyd_flags INTERFACE
      -fno-sanitize-recover=all -fno-sanitize=null,alignment,object-size,vptr)
  endif()
endif()
if(DUTYD_FUZZ)
  target_compile_options(dutyd_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env
      CCACHE_NOHASHDIR=1 CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}
      CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()
find_program(MOLD_PROGRAM mold)
if(MOLD_PROGRAM)
  add_link_options(-fuse-ld=mold)
endif()

# The headers that most files of a target read, parsed once for it. Every file still includes what
# it uses: the lint preset builds without this.
set(DUTYD_COMMON_HEADERS
    <algorithm> <array> <functional> <map> <memory> <optional> <set> <string> <string_view>
    <utility> <variant> <vector> <fmt/format.h>)
function(dutyd_precompile target)
  if(NOT DUTYD_PRECOMPILE)
    return()
  endif()
  # Our own by the name they are included with. Of an absolute path ccache would hand over what
  # another checkout compiled, and with it a list of files to watch that are not ours.
  list(TRANSFORM ARGN REPLACE "^${CMAKE_SOURCE_DIR}/(.+)$" "<\\1>")
  target_precompile_headers(${target} PRIVATE ${DUTYD_COMMON_HEADERS} ${ARGN})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")  # so that ccache knows it again
    target_compile_options(${target} PRIVATE "SHELL:-Xclang -fno-pch-timestamp")
  endif()
endfunction()

# Lets the files of a target be compiled several at a time, which takes half as long: what they read
# and what they instantiate is compiled once. Their unnamed namespaces become one, so names in them
# must differ.
function(dutyd_unify target)
  if(DUTYD_UNITY)
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 8)
  endif()
endfunction()

# One module of lib/: a static library `dutyd_<name>`, the modules it may include, and what to
# precompile beside the common headers.
function(dutyd_module name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES;PRECOMPILE" ${ARGN})
  add_library(dutyd_${name} STATIC ${arg_SOURCES})
  target_link_libraries(dutyd_${name} PUBLIC dutyd_flags ${arg_USES})
  if(arg_PRECOMPILE)
    dutyd_precompile(dutyd_${name} ${arg_PRECOMPILE})
  endif()
endfunction()

# The tests of one module: an executable `test_<name>`, one ctest entry a test case. TOGETHER makes
# one entry of them all, and BY_FILE one of each file, where every case would otherwise load the
# same calendars again. WAITS starts them first: they wait for servers and for time to pass, and
# others use the processors meanwhile.
function(dutyd_test name)
  cmake_parse_arguments(arg "TOGETHER;BY_FILE;WAITS" "" "SOURCES;USES;PRECOMPILE" ${ARGN})
  add_executable(test_${name} ${arg_SOURCES})
  target_link_libraries(test_${name} PRIVATE ${arg_USES} Catch2::Catch2WithMain)
  target_compile_definitions(test_${name} PRIVATE DUTYD_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  dutyd_precompile(test_${name} ${CMAKE_SOURCE_DIR}/tests/catch.hpp ${arg_PRECOMPILE})
  dutyd_unify(test_${name})
  if(arg_TOGETHER)
    add_test(NAME ${name} COMMAND test_${name})
    set_tests_properties(${name} PROPERTIES LABELS ${name})
  elseif(arg_BY_FILE)
    dutyd_tests_by_file(${name} ${arg_SOURCES})
  else()
    set(cost 0)
    if(arg_WAITS)
      set(cost 100)
    endif()
    catch_discover_tests(test_${name} TEST_PREFIX "${name}: "
                         PROPERTIES LABELS ${name} COST ${cost})
  endif()
endfunction()

# One ctest entry for each file of tests of `test_<name>`.
function(dutyd_tests_by_file name)
  if(Catch2_VERSION VERSION_LESS 3)  # later ones fail by themselves if they find no test
    set(no_tests_fail --warn NoTests)
  endif()
  list(FILTER ARGN INCLUDE REGEX "_test\\.cpp$")
  foreach(source ${ARGN})
    get_filename_component(file ${source} NAME_WE)
    string(REPLACE "_test" "" what ${file})
    add_test(NAME "${name}: ${what}"
             COMMAND test_${name} --filenames-as-tags "[#${file}]" ${no_tests_fail})
    set_tests_properties("${name}: ${what}" PROPERTIES LABELS ${name})
  endforeach()
endfunction()

# A fuzz target `fuzz_<name>`: under libFuzzer if DUTYD_FUZZ is set, otherwise a test that runs
# every file of tests/fuzz/corpus/<name> through it once.
function(dutyd_fuzz name)
  cmake_parse_arguments(arg "" "" "SOURCES;USES" ${ARGN})
  add_executable(fuzz_${name} ${arg_SOURCES})
  target_link_libraries(fuzz_${name} PRIVATE ${arg_USES})
  if(DUTYD_FUZZ)
    target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)
    add_dependencies(fuzzers fuzz_${name})
  else()
    target_sources(fuzz_${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests/fuzz/replay.cpp)
    add_test(NAME "fuzz corpus: ${name}"
             COMMAND fuzz_${name} ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${name})
    set_tests_properties("fuzz corpus: ${name}" PROPERTIES LABELS fuzz)
  endif()
endfunction()
