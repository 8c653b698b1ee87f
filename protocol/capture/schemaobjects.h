// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>

#include <limits>
#include <vector>

/// The tables, views and indexes of a capture file, in every version of its format.
namespace Capture {

struct SchemaObject
{
    QByteArray type; ///< "table", "view", "index"
    QByteArray name;
    QByteArray sql;
    int since = 1; ///< the first version that has it
    int until = std::numeric_limits<int>::max(); ///< the first version that has it no more

    bool isIn(qint64 version) const { return since <= version && version < until; }
};

/// What captures have, of all versions.
const std::vector<SchemaObject> &schemaObjects();
/// What a finished capture has besides. They cost half the writing speed while recording.
const std::vector<SchemaObject> &finishedIndexes();

} // namespace Capture
