# dutyctl as one static file: no loader, no shared libraries, which is most of what a run costs.
# Distributions have no archives of fmt and toml++, so the few files it needs are compiled once more
# with both, and Boost.JSON, as headers.
set(lib ${CMAKE_SOURCE_DIR}/lib)
set(host ${CMAKE_SOURCE_DIR}/daemon/host)
add_library(dutyd_cli_static STATIC
  ${client} static_json.cpp
  ${host}/files.cpp ${host}/places.cpp ${host}/system.cpp
  ${lib}/base/check.cpp ${lib}/base/diagnostic.cpp ${lib}/base/text.cpp
  ${lib}/civil/date.cpp ${lib}/civil/posix_rule.cpp ${lib}/civil/time.cpp ${lib}/civil/zone.cpp
  ${lib}/rules/report.cpp ${lib}/rules/text_place.cpp ${lib}/rules/toml_reader.cpp)
target_compile_definitions(dutyd_cli_static PRIVATE ${client_definitions} TOML_HEADER_ONLY=1)
target_link_libraries(dutyd_cli_static
  PUBLIC dutyd_flags dutyd_asio fmt::fmt-header-only CLI11::CLI11 Boost::headers)
dutyd_precompile(dutyd_cli_static <boost/json.hpp> ${CMAKE_CURRENT_SOURCE_DIR}/client/run.hpp)
target_link_libraries(dutyctl PRIVATE dutyd_cli_static)
target_link_options(dutyctl PRIVATE -static)
