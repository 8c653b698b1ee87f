// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/dialects/decoder.h"
#include "protocol/dialects/dialect.h"

#include <memory>

namespace Dialects {

/// Finds out which dialect a connection speaks: by its subprotocol, else by what its first messages
/// say, of which less is asked where the path is one that the dialect usually has. Chat in JSON of
/// an app's own is taken for none.
class Chooser
{
public:
    /// So many messages are looked at.
    static constexpr int MaxMessages = 8;

    /// \a except: a dialect that is not looked for.
    Chooser(const QByteArray &subprotocol, const QByteArray &path, Dialect except = Dialect::None);

    /// To be called with each message until it is over. The dialect, or None while it is unknown.
    Dialect look(const Unit &unit);
    bool isOver() const { return m_left == 0 || m_found != Dialect::None; }

private:
    QByteArray m_path;
    Dialect m_found = Dialect::None;
    Dialect m_except;
    int m_left = MaxMessages;
};

} // namespace Dialects
