// SPDX-License-Identifier: MIT
// Does nothing, linked like dutyctl: what it costs to start a program with those libraries at all.
int main() {
    return 0;
}
