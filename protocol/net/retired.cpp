// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/net/retired.h"

namespace Net {

Retired::Retired(QObject *parent)
    : QObject(parent)
{
}

void Retired::add(std::shared_ptr<void> object)
{
    if (m_objects.empty()) {
        const auto free = [this] {
            // What goes may retire others.
            std::vector<std::shared_ptr<void>> objects;
            objects.swap(m_objects);
        };
        QMetaObject::invokeMethod(this, free, Qt::QueuedConnection);
    }
    m_objects.push_back(std::move(object));
}

} // namespace Net
