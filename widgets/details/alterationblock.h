// SPDX-FileCopyrightText: 2026 The Sockscope authors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "protocol/capture/storereader.h"

#include <QWidget>

class PanelHeading;
class QLabel;
class SegmentedButton;
class Theme;

/// What a tap did to a message, by whom and how long it was held; of one whose contents were
/// replaced a switch between the versions. Hidden where nothing was done.
class AlterationBlock : public QWidget
{
    Q_OBJECT

public:
    enum class Version { Crossed, Other, Compared };

    explicit AlterationBlock(const Theme &theme, QWidget *parent = nullptr);

    /// Begins with Version::Crossed, unless it is the message that is shown already. Emits nothing.
    void setMessage(const Capture::MessageRow &message);
    /// Nothing is to be said.
    void clear();

    Version version() const;
    void setVersion(Version version); ///< of a message whose contents were replaced
    QString text() const; ///< as it is shown; empty while hidden
    SegmentedButton *versions() const { return m_versions; }

signals:
    void versionChosen(AlterationBlock::Version version);

private:
    PanelHeading *m_heading;
    QLabel *m_text;
    SegmentedButton *m_versions;
    Capture::Id m_message = 0;
    bool m_isSetting = false;
};
