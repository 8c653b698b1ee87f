// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/redaction/replacements.h"

#include <QDialog>

class FoundModel;
class RuleList;
class SecretsPanel;
class Theme;

/// Shows the secrets of a capture with their stand-ins, and asks which of them stay and what else
/// is secret. Closing the dialog cancels the search for them.
class ReplacementsDialog : public QDialog
{
    Q_OBJECT
public:
    /// Of the capture at \a path, beginning with what was said \a before. It looks at once.
    ReplacementsDialog(const QString &path, const Replacements &before, const Theme &theme,
                       QWidget *parent = nullptr);

    /// What the user says now.
    Replacements replacements() const;

    FoundModel &found();
    RuleList &rules();
    QString status() const;

private:
    SecretsPanel *m_secrets;
};
