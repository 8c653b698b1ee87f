// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

#include <memory>
#include <vector>

namespace Net {

/// Keeps objects that are done with until the event loop turns: functions of theirs may still be
/// running when they are taken out of use. Lives in one thread; frees what it has when it goes.
class Retired : public QObject
{
    Q_OBJECT

public:
    explicit Retired(QObject *parent = nullptr);

    void add(std::shared_ptr<void> object);

private:
    std::vector<std::shared_ptr<void>> m_objects;
};

} // namespace Net
