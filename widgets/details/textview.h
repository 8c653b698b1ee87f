// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPlainTextEdit>

class Theme;

/// Read-only text in the fixed-width font, however long its lines are: very long ones are laid out
/// in pieces, and copied whole.
class TextView : public QPlainTextEdit
{
    Q_OBJECT

public:
    static constexpr qsizetype MaxPiece = 2000;

    explicit TextView(const Theme &theme, QWidget *parent = nullptr);

    void setContent(const QString &text);
    /// Goes on where the text ended, in the same line if that was not over.
    void appendContent(const QString &content);
    /// The text without the breaks that only the layout needed.
    QString content() const;

protected:
    QMimeData *createMimeDataFromSelection() const override;

private:
    QString joined(int from, int to) const;
};
