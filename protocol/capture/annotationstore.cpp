// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/annotationstore.h"

#include "protocol/capture/annotationinserter.h"
#include "protocol/capture/captureedit.h"

namespace Capture {

bool storeAnnotation(const QString &path, const Remark &remark, QString *error)
{
    const auto change = [&remark](sqlite3 *database) {
        AnnotationInserter annotations;
        return annotations.prepare(database)
            && std::visit([&](const auto &one) { return annotations.insert(one); }, remark);
    };
    return editCapture(path, change, error);
}

} // namespace Capture
