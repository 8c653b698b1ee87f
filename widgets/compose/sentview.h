// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composedraft.h"

#include <QWidget>

class QListView;
class SentModel;
class TextView;
class Theme;

/// The list of what was sent, and below it the answer to the row that is chosen.
class SentView : public QWidget
{
    Q_OBJECT

public:
    SentView(SentModel *model, const Theme &theme, QWidget *parent = nullptr);

    QString replyText() const;

signals:
    /// The user wants this message in the editors again.
    void draftChosen(const ComposeDraft &draft);

private:
    void showReply();

    SentModel *m_model;
    QListView *m_list;
    QWidget *m_line;
    TextView *m_reply;
};
