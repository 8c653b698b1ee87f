// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/jsonoutline.h"

#include <cstdlib>

namespace {

constexpr qint64 Portion = 7;
constexpr int MostLevels = 64;

void require(bool holds)
{
    if (!holds)
        std::abort();
}

// Walks a level in portions; every node lies in the text, in order and inside its container.
void walk(const JsonOutline &outline, const JsonOutline::Node &container, int levels)
{
    qint64 first = 0;
    qint64 end = container.offset;
    bool hasMore = levels > 0;
    while (hasMore) {
        const auto children = outline.children(container, first, Portion);
        require(std::ssize(children.nodes) <= Portion + 1);
        require(!children.hasMore || !children.nodes.empty());
        for (const auto &node : children.nodes) {
            require(node.offset >= end && node.size >= 0);
            require(!node.hasKey() || node.keyOffset < node.offset);
            require(outline.spelling(node).size() <= node.size);
            require(!node.hasKey() || outline.key(node).size() == node.keySize);
            end = node.offset + node.size;
            if (node.isContainer())
                walk(outline, node, levels - 1);
        }
        first += std::ssize(children.nodes);
        hasMore = children.hasMore;
    }
}

} // namespace

// The first byte says whether the rest is a whole text or the beginning of a longer one.
extern "C" int LLVMFuzzerTestOneInput(const uchar *bytes, std::size_t size)
{
    if (size < 1)
        return 0;
    const JsonOutline outline(
        QByteArray(reinterpret_cast<const char *>(bytes) + 1, static_cast<qsizetype>(size) - 1),
        (bytes[0] & 1U) != 0);
    const auto roots = outline.roots();
    require(roots.size() <= 2);
    for (const auto &root : roots)
        walk(outline, root, MostLevels);
    return 0;
}
