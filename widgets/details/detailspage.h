// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/details/subject.h"

#include <QWidget>

/// One tab of Details. Shows the subject it is given when its tab is opened, and no earlier.
class DetailsPage : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// \a subject outlives the call and stays until the next one.
    virtual void showSubject(const Subject &subject) = 0;
};
