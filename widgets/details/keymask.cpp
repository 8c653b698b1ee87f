// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/details/keymask.h"

void KeyMask::add(const QByteArray &key)
{
    constexpr qsizetype LeastSize = 8;
    const QString text = QString::fromUtf8(key);
    if (text.size() >= LeastSize && !m_keys.contains(text))
        m_keys += text;
}

QString KeyMask::apply(QString text) const
{
    if (m_isRevealed)
        return text;
    for (const QString &key : m_keys)
        text.replace(key, key.left(4) + QChar(0x2026));
    return text;
}
