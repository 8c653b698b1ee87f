// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTreeView>

class HeldModel;
class Theme;

/// Shows a HeldModel, a row a message. Where room is short, columns that others say too give way.
class HeldList : public QTreeView
{
    Q_OBJECT
public:
    HeldList(HeldModel &model, const Theme &theme, QWidget *parent = nullptr);

    /// Nothing is selected any more, and taking rows away selects nothing.
    void selectNothing();

protected:
    void resizeEvent(QResizeEvent *event) override;
};
