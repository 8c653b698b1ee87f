// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <vector>

namespace Redaction {

/// Walks all JSON in a text, whatever stands before, between and behind: the packets of a message
/// or of a polling body. It takes broken JSON as far as it can be told apart.
class JsonWalk
{
public:
    static constexpr std::size_t MostDepth = 1000;

    /// The way to a value: an entry an object or array.
    struct Step
    {
        QByteArrayView key; ///< as spelled, without its quotes
        qsizetype index = -1; ///< of an array's element
    };
    using Way = std::vector<Step>;

    struct Scalar
    {
        QByteArrayView token; ///< of a string without its quotes
        qsizetype offset = 0; ///< of the token in the text
        bool isString = false;
    };

    /// Called with what stands between the values of the outermost level, before each of them.
    std::function<void(QByteArrayView between)> onRoot;
    /// Called with each string, number, true, false and null within an object or array.
    std::function<void(const Scalar &scalar, const Way &way)> onScalar;

    void walk(QByteArrayView text);

private:
    void takeString();
    void takeToken();
    void open(char bracket);
    void close();

    QByteArrayView m_text;
    qsizetype m_at = 0;
    qsizetype m_rootEnd = 0;
    Way m_way;
    QByteArray m_brackets; // those that are open
    bool m_wantsKey = false;
};

} // namespace Redaction
