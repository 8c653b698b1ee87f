// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/compose/variables.h"

#include <algorithm>

namespace Variables {

namespace {

bool isFirst(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

bool isNext(char c)
{
    return isFirst(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

bool isNameBytes(QByteArrayView name)
{
    return !name.isEmpty() && isFirst(name.front())
        && std::all_of(name.begin(), name.end(), &isNext);
}

} // namespace

QStringList Expanded::unknownNames() const
{
    QStringList names;
    for (const Use &use : uses) {
        if (!use.isKnown && !names.contains(use.name))
            names.append(use.name);
    }
    return names;
}

qsizetype Expanded::sourceOffset(qsizetype offset) const
{
    qsizetype shift = 0;
    for (const Use &use : uses) {
        if (offset < use.expandedOffset)
            break;
        if (offset < use.expandedOffset + use.expandedSize)
            return use.offset;
        shift = use.offset + use.size - use.expandedOffset - use.expandedSize;
    }
    return offset + shift;
}

Expanded expand(QByteArrayView text, const Values &values)
{
    Expanded expanded;
    qsizetype done = 0;
    qsizetype open = text.indexOf("{{");
    while (open >= 0) {
        const qsizetype close = text.indexOf("}}", open + 2);
        if (close < 0)
            break;
        const QByteArrayView name = text.sliced(open + 2, close - open - 2).trimmed();
        if (!isNameBytes(name)) {
            open = text.indexOf("{{", open + 1);
            continue;
        }
        expanded.text.append(text.sliced(done, open - done));
        Use use {open, close + 2 - open, QString::fromLatin1(name)};
        const auto found = values.constFind(use.name);
        use.isKnown = found != values.cend();
        const QByteArray value = use.isKnown ? found->toUtf8() : QByteArrayLiteral("0");
        use.expandedOffset = expanded.text.size();
        use.expandedSize = value.size();
        expanded.text.append(value);
        expanded.uses.append(use);
        done = close + 2;
        open = text.indexOf("{{", done);
    }
    expanded.text.append(text.sliced(done));
    return expanded;
}

bool isName(const QString &name)
{
    return isNameBytes(name.toUtf8());
}

bool isUsedIn(QByteArrayView text)
{
    return !expand(text, {}).uses.isEmpty();
}

} // namespace Variables
