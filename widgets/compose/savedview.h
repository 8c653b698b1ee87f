// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/compose/composequestions.h"
#include "widgets/compose/messagelibrary.h"

#include <QWidget>

#include <functional>

class QLabel;
class QToolButton;
class QStandardItem;
class QStandardItemModel;
class QTreeView;
class Theme;

/// The saved messages in their folders, with buttons to save, remove, import and export.
class SavedView : public QWidget
{
    Q_OBJECT

public:
    /// \a draft gives what is in the editors, to be saved. All must outlive it.
    SavedView(MessageLibrary &library, std::function<ComposeDraft()> draft,
              const ComposeQuestions &questions, const Theme &theme, QWidget *parent = nullptr);

    /// Shows what the library has now.
    void reload();
    /// Asks for a name and saves what is in the editors.
    void save();
    /// Says what went wrong or well, in place.
    void showMessage(const QString &text);

signals:
    void draftChosen(const ComposeDraft &draft);

private:
    void remove();
    void importFile();
    void exportFile();
    void change(const std::function<void()> &act);
    const SavedMessage *current() const;
    QStandardItem *folderItem(const QString &folder);

    MessageLibrary &m_library;
    std::function<ComposeDraft()> m_draft;
    const ComposeQuestions &m_questions;
    QStandardItemModel *m_model;
    QTreeView *m_tree;
    QLabel *m_message;
    QToolButton *m_remove;
};
