// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

namespace Capture {

/// Finds bytes in bytes; ASCII letters match in either case.
class TextFinder
{
public:
    explicit TextFinder(QByteArray text);

    bool isIn(QByteArrayView bytes) const;
    qsizetype size() const { return m_text.size(); }

private:
    QByteArray m_text; // in lower case
};

} // namespace Capture
