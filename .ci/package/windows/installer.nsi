; The installer for Windows: for all users, into Program Files, where only an
; administrator may write. makensis -DVERSION= -DSOURCE= -DOUTPUT= -DICON= -DSIGN= this file.
; Silent: installer /S [/PATH], uninstaller /S.
Unicode true
Target amd64-unicode
SetCompressor /SOLID lzma
; The uninstaller is signed before it is packed.
!uninstfinalize '"${SIGN}" "%1"' = 0
!include MUI2.nsh
!include x64.nsh
!include FileFunc.nsh
!include LogicLib.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\LocalhostDoctor"
!define ENVIRONMENT "SYSTEM\CurrentControlSet\Control\Session Manager\Environment"

Name "Localhost Doctor"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\Localhost Doctor"
RequestExecutionLevel admin
ShowInstDetails nevershow
ShowUnInstDetails nevershow
ManifestDPIAware true

VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Localhost Doctor"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Localhost Doctor, installer"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "CompanyName" "The Localhost Doctor developers"
VIAddVersionKey "LegalCopyright" "The Localhost Doctor authors, MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_FUNCTION startAsUser
!define MUI_COMPONENTSPAGE_NODESC
!insertmacro MUI_PAGE_LICENSE "${SOURCE}\LICENSE.txt"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "Spanish"
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "PortugueseBR"
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "Japanese"

; The installer is elevated; the program must not be. Explorer starts it as the
; person who is signed in.
Function startAsUser
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\localhost-doctor.exe"'
FunctionEnd

Section "Localhost Doctor" program
  SectionIn RO
  SetShellVarContext all
  SetRegView 64
  SetOutPath "$INSTDIR"
  SetOverwrite on
  File "${SOURCE}\localhost-doctor.exe"
  File "${SOURCE}\localhost-doctor.com"
  File "${SOURCE}\LICENSE.txt"
  File "${SOURCE}\licenses.txt"
  File "${SOURCE}\README.md"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Localhost Doctor.lnk" "$INSTDIR\localhost-doctor.exe"
  WriteRegStr HKLM "${KEY}" "DisplayName" "Localhost Doctor"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\localhost-doctor.exe"
  WriteRegStr HKLM "${KEY}" "Publisher" "The Localhost Doctor developers"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKLM "${KEY}" "EstimatedSize" $0
SectionEnd

; A value that NSIS cannot hold whole comes back empty or cut; such a PATH is
; left alone, since writing it back would lose its end.
Section /o "Terminal commands in every folder (PATH)" path
  SetRegView 64
  ReadRegStr $0 HKLM "${ENVIRONMENT}" "Path"
  StrLen $1 $0
  ${If} $1 == 0
  ${OrIf} $1 > 900
    DetailPrint "PATH is too long to be changed by this installer. Add $INSTDIR to it yourself."
  ${Else}
    WriteRegExpandStr HKLM "${ENVIRONMENT}" "Path" "$0;$INSTDIR"
    WriteRegStr HKLM "${KEY}" "AddedToPath" "$INSTDIR"
    SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
  ${EndIf}
SectionEnd

Function .onInit
  ${IfNot} ${RunningX64}
    MessageBox MB_ICONSTOP "Localhost Doctor needs a 64-bit Windows." /SD IDOK
    Abort
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/PATH" $R1
  ${IfNot} ${Errors}
    !insertmacro SelectSection ${path}
  ${EndIf}
FunctionEnd

Section "Uninstall"
  SetShellVarContext all
  SetRegView 64
  Delete "$SMPROGRAMS\Localhost Doctor.lnk"
  Delete "$INSTDIR\localhost-doctor.exe"
  Delete "$INSTDIR\localhost-doctor.com"
  Delete "$INSTDIR\LICENSE.txt"
  Delete "$INSTDIR\licenses.txt"
  Delete "$INSTDIR\README.md"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ReadRegStr $2 HKLM "${KEY}" "AddedToPath"
  ${If} $2 != ""
    ReadRegStr $0 HKLM "${ENVIRONMENT}" "Path"
    StrLen $1 $0
    StrLen $3 ";$2"
    IntOp $4 $1 - $3
    ${If} $1 > 0
    ${AndIf} $1 <= 1000
    ${AndIf} $4 >= 0
      Push $0
      Push ";$2"
      Call un.without
      Pop $0
      WriteRegExpandStr HKLM "${ENVIRONMENT}" "Path" "$0"
      SendMessage ${HWND_BROADCAST} ${WM_SETTINGCHANGE} 0 "STR:Environment" /TIMEOUT=2000
    ${EndIf}
  ${EndIf}
  DeleteRegKey HKLM "${KEY}"
SectionEnd

; without takes a text and a part of it from the stack, and leaves the text
; without the first place where that part is.
Function un.without
  Exch $R1 ; the part
  Exch
  Exch $R0 ; the text
  Push $R2
  Push $R3
  Push $R4
  StrLen $R2 $R1
  StrCpy $R3 0
  loop:
    StrCpy $R4 $R0 $R2 $R3
    StrCmp $R4 "" done
    StrCmp $R4 $R1 found
    IntOp $R3 $R3 + 1
    Goto loop
  found:
    StrCpy $R4 $R0 $R3
    IntOp $R3 $R3 + $R2
    StrCpy $R0 $R0 "" $R3
    StrCpy $R0 "$R4$R0"
  done:
  StrCpy $R1 $R0
  Pop $R4
  Pop $R3
  Pop $R2
  Pop $R0
  Exch $R1
FunctionEnd
