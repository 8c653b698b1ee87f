// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QWidget>

class QButtonGroup;
class Theme;

/// A row of choices of which one is on, as one control: "Messages | Frames | HTTP".
class SegmentedButton : public QWidget
{
    Q_OBJECT
public:
    explicit SegmentedButton(const Theme &theme, QWidget *parent = nullptr);

    /// Adds a choice at the end; the first one is on.
    void addSegment(const QString &text, const QString &toolTip = {});
    void setSegmentText(int index, const QString &text);
    void setCurrentIndex(int index);
    int currentIndex() const;
    int count() const;

signals:
    void currentIndexChanged(int index);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    const Theme &m_theme;
    QButtonGroup *m_group;
};
