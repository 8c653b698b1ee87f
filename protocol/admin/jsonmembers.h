// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <limits>
#include <vector>

namespace Admin {

/// One member of a JSON object.
struct JsonMember
{
    QByteArrayView name; ///< as spelled, without its quotes
    QByteArrayView value; ///< as spelled, without the white space around it
};

/// The members of an object in JSON that is known to be valid, in their order, \a most of them at
/// most. Nothing for anything else. Valid as long as \a json.
std::vector<JsonMember> jsonMembers(QByteArrayView json,
                                    std::size_t most = std::numeric_limits<std::size_t>::max());

/// The last value of that name, as JavaScript takes it; empty for none.
QByteArrayView valueOf(const std::vector<JsonMember> &members, QByteArrayView name);

/// The text of a JSON string; empty for anything else.
QByteArray textOf(QByteArrayView json);

} // namespace Admin
