// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

/// Hides keys to live sessions (an Engine.IO sid, a recovery pid) in what is shown: the first four
/// characters stay. Bytes and copies are never touched.
class KeyMask
{
public:
    KeyMask() = default;

    /// Keys shorter than eight characters are no keys.
    void add(const QByteArray &key);

    /// \a text with each key cut to its beginning and an ellipsis, or as it is while revealed.
    QString apply(QString text) const;

    void setRevealed(bool revealed) { m_isRevealed = revealed; }
    bool isRevealed() const { return m_isRevealed; }
    bool isEmpty() const { return m_keys.isEmpty(); }

private:
    QList<QString> m_keys;
    bool m_isRevealed = false;
};
