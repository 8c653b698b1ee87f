// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A program with the flags of every test, so that one can compile the headers for all.
int main()
{
    return 0;
}
