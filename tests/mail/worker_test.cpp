// SPDX-License-Identifier: MIT
#include "daemon/mail/transport.hpp"

#include "tests/catch.hpp"
#include "tests/mail/smtp_server.hpp"
TEST_CASE("x2") {}
