// SPDX-License-Identifier: MIT
// Every bound on what dutyd accepts, in one place. Each is tested at its value and one over it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dutyd::limits {

inline constexpr std::size_t expression_bytes_max = 2000;
inline constexpr std::size_t expression_depth_max = 40;
inline constexpr std::int32_t count_max = 100000;
inline constexpr std::size_t pack_file_bytes_max = 4 * 1024 * 1024;
inline constexpr std::size_t source_files_max = 5000;
inline constexpr std::size_t source_bytes_max = 64 * 1024 * 1024;
inline constexpr std::size_t zone_file_bytes_max = 256 * 1024;
inline constexpr std::size_t config_bytes_max = 1024 * 1024;
inline constexpr std::size_t duties_per_procedure_max = 2000;
inline constexpr std::size_t alternatives_per_rule_max = 200;
inline constexpr std::size_t request_body_bytes_max = 256 * 1024;
inline constexpr std::size_t request_header_bytes_max = 16 * 1024;
inline constexpr std::size_t request_target_bytes_max = 4000;
inline constexpr std::size_t connections_max = 256;
inline constexpr std::size_t commands_per_turn_max = 256;
inline constexpr std::size_t listed_rows_max = 10000;
inline constexpr std::size_t name_bytes_max = 200;
inline constexpr std::size_t text_bytes_max = 20000;
inline constexpr std::size_t mail_address_bytes_max = 254;
inline constexpr std::size_t mail_local_part_bytes_max = 64;
inline constexpr std::size_t mail_subject_bytes_max = 500;
inline constexpr std::size_t mail_id_bytes_max = 250;
inline constexpr std::size_t mail_references_max = 20;
inline constexpr std::size_t mail_part_bytes_max = 1024 * 1024;

}  // namespace dutyd::limits
