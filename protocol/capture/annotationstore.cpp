// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "protocol/capture/annotationstore.h"

#include "protocol/capture/annotationinserter.h"
#include "protocol/capture/captureedit.h"

namespace Capture {

bool storeAnnotation(const QString &path, const Annotation &annotation, QString *error)
{
    const auto change = [&annotation](sqlite3 *database) {
        AnnotationInserter annotations;
        return annotations.prepare(database) && annotations.insert(annotation);
    };
    return editCapture(path, change, error);
}

} // namespace Capture
