// SPDX-License-Identifier: MIT
// Does nothing, linked statically like dutyctl: what it costs to start a program at all.
int main() {
    return 0;
}
